import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { writeIfAbsent } from '../write-new.ts';
import type { PdfDrawer } from './draw-pdf.ts';
import { epsToPdf } from './eps.ts';
import type { Picture } from './pictures.ts';

/** What came of the pictures of a paper. */
export interface TakenPictures {
  /** Paths of the files that were written. */
  written: string[];
  /** Why a picture is not there, for each that is not. */
  left: { picture: Picture; reason: string }[];
}

/**
 * Puts the pictures of a paper beside its page; those of PDF and EPS as PNG, where their names say so.
 * @param from folder of the paper's main file
 * @param to folder of the page's pictures
 */
export async function takePictures(
  pictures: readonly Picture[],
  from: string,
  to: string,
): Promise<TakenPictures> {
  const taken: TakenPictures = { written: [], left: [] };
  const draw = drawer();
  for (const picture of pictures) {
    const path = join(to, picture.name);
    const found = await bytesOf(join(from, picture.from), picture, draw);
    if ('reason' in found) taken.left.push({ picture, reason: found.reason });
    else if (writeIfAbsent(path, found.bytes)) taken.written.push(path);
    else taken.left.push({ picture, reason: `${path} exists already, and is left as it was` });
  }
  return taken;
}

type Draw = (pdf: Uint8Array, page: number) => Promise<{ bytes: Uint8Array } | { reason: string }>;

async function bytesOf(path: string, { name, page }: Picture, draw: Draw) {
  const ending = extname(path).toLowerCase();
  if (extname(name).toLowerCase() === ending) return { bytes: readFileSync(path) };
  if (ending === '.pdf') return draw(readFileSync(path), page);
  if (ending !== '.eps' && ending !== '.ps') return { bytes: readFileSync(path) };
  const pdf = epsToPdf(path);
  const reason = 'only Ghostscript draws EPS, and it is not installed; save it as PDF, SVG or PNG';
  return pdf === undefined ? { reason } : draw(pdf, 1);
}

/** PDFium is loaded when the first PDF is drawn. */
function drawer(): Draw {
  let opened: Promise<PdfDrawer> | undefined;
  return async (pdf, page) => {
    const { PdfDrawer, PdfError } = await import('./draw-pdf.ts');
    opened ??= PdfDrawer.open();
    try {
      return { bytes: await (await opened).draw(pdf, page) };
    } catch (error) {
      if (error instanceof PdfError) return { reason: error.message };
      throw error;
    }
  };
}
