import { readFileSync } from 'node:fs';

/** Why visitors will not see a file as it is meant, as it is said behind its address. */
export interface FileFault {
  what: string;
  hint: string;
}

export const unreadable: FileFault = {
  what: 'is not a picture that can be read',
  hint: 'it is published as it is; browsers may not show it',
};

/** A pointer of Git LFS is never longer (its specification, "The Pointer"). */
const longestPointer = 1024;

/** What is wrong with a file of any kind. */
export function contentFault(path: string, bytes: number): FileFault | undefined {
  if (bytes === 0) return { what: 'is empty', hint: 'put the file here again, whole' };
  if (bytes > longestPointer) return undefined;
  if (!readFileSync(path, 'latin1').startsWith('version https://git-lfs.github.com/spec/'))
    return undefined;
  return {
    what: 'is a pointer of Git LFS, not the file itself',
    hint: 'run git lfs pull; in a workflow, check out with lfs: true',
  };
}

/** Formats of pictures that not all browsers show, by their names in the measurement. */
const unshown: Record<string, string> = {
  heic: 'HEIC',
  heif: 'HEIF',
  j2c: 'JPEG 2000',
  jp2: 'JPEG 2000',
  jxl: 'JPEG XL',
  'jxl-stream': 'JPEG XL',
  psd: 'Photoshop',
  tga: 'TGA',
  tiff: 'TIFF',
  dds: 'DDS',
  ktx: 'KTX',
  pnm: 'PNM',
};

/** What is wrong with a picture that can be measured. */
export function formatFault(format: string): FileFault | undefined {
  const name = Object.hasOwn(unshown, format) ? unshown[format] : undefined;
  if (name === undefined) return undefined;
  return {
    what: `is a picture in the format ${name}, which most browsers do not show`,
    hint: 'save it as PNG, JPEG, WebP or AVIF',
  };
}
