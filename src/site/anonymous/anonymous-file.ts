import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { isPdf, pdfWithoutMetadata } from '../../media/metadata/pdf.ts';
import { withoutMetadata } from '../../media/metadata/without-metadata.ts';
import { xmlText } from '../../media/xml-text.ts';
import { mediaFolder, type SiteFile } from '../site-file.ts';

/** A file as an anonymous page publishes it: under a name that says nothing, and without metadata. */
export function anonymousFile(file: SiteFile, path: string): SiteFile {
  const { standIn, image, svg } = file;
  // Of the same content for another page, smaller files have other names.
  const hash = createHash('sha256').update(`anonymous ${file.hash}`).digest('hex');
  const name = `file${extname(file.output)}`;
  const content = async () => {
    const bytes = standIn ? await standIn() : readFileSync(path);
    return isPdf(bytes) ? pdfWithoutMetadata(bytes) : withoutMetadata(bytes);
  };
  const renamed: SiteFile = {
    ...file,
    hash,
    output: `${mediaFolder}${hash.slice(0, 12)}${extname(file.output)}`,
    standIn: content,
  };
  if (!image) return renamed;
  const bytes = withoutMetadata(readFileSync(path));
  return {
    ...renamed,
    image: { ...image, name, hash, content: bytes, bytes: bytes.length },
    ...(svg === undefined ? {} : { svg: xmlText(bytes) ?? svg }),
  };
}
