import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Image } from '../../media/plan.ts';

/** Why visitors will not see a file as it is meant, as it is said behind its address. */
export interface FileFault {
  what: string;
  hint: string;
}

/** A picture whose beginning is one. */
export const damaged: FileFault = {
  what: 'cannot be read to its end',
  hint: 'put the file here again, whole, or save it anew; browsers may not show it',
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
  bigtiff: 'BigTIFF',
  dds: 'DDS',
  icns: 'ICNS',
  ktx: 'KTX',
  pnm: 'PNM',
};

/** Raw pictures of cameras are TIFFs in which anything may be found. */
export const isRaw = (name: string) =>
  /\.(?:3fr|arw|cr2|dng|erf|kdc|mef|mos|nef|nrw|orf|pef|raw|rw2|sr2|srf|srw)$/i.test(name);

const otherFormat = (name: string): FileFault => ({
  what: `is a picture in the format ${name}, which most browsers do not show`,
  hint: 'save it as PNG, JPEG, WebP or AVIF',
});

/** What is wrong with a picture that can be measured. */
export function pictureFault(image: Image, svg: string | undefined): FileFault | undefined {
  const { name, format, float, pages } = image;
  if (isRaw(name))
    return { ...otherFormat('of a camera'), hint: 'develop it, and save it as JPEG' };
  const other = Object.hasOwn(unshown, format) ? unshown[format] : undefined;
  if (other !== undefined) return otherFormat(other);
  if (float)
    return {
      what: 'is a TIFF of floating-point numbers, of which nobody knows what is black and white',
      hint: 'save it with 8 or 16 bits, or as PNG',
    };
  if (pages)
    return {
      what: `is a TIFF of ${pages} pages, of which the first is shown`,
      hint: 'save each page that matters as a picture of its own',
    };
  if (format === 'svg' && svg === undefined)
    return {
      what: 'is not written in the encoding that it names',
      hint: 'save it as UTF-8, or name its encoding: <?xml version="1.0" encoding="ISO-8859-1"?>',
    };
  if (svg !== undefined && !svg.includes('http://www.w3.org/2000/svg'))
    return {
      what: 'does not say that it is SVG; browsers do not show it',
      hint: 'write <svg xmlns="http://www.w3.org/2000/svg" ...> in it',
    };
  return undefined;
}

/** What files that are no pictures begin with. */
const beginnings: [RegExp, FileFault][] = [
  [
    /^%PDF-/,
    {
      what: 'is a PDF, which is no picture to browsers',
      hint: 'export the page as SVG or PNG, or link to it: [text](file.pdf)',
    },
  ],
  [
    /^(?:%!PS|\xc5\xd0\xd3\xc6)/,
    { what: 'is PostScript, which no browser shows', hint: 'export it as SVG or PNG' },
  ],
  [
    /^␟\u008b/,
    {
      what: 'is compressed, and hosts do not say so',
      hint: 'unpack it: gunzip -c FILE.svgz > FILE.svg',
    },
  ],
  [
    /^[\s␉␊␍]*<(?:!doctype html|html|head|body)\b/i,
    {
      what: 'is an HTML page, not a picture',
      hint: 'download the picture itself, and put it here',
    },
  ],
  [/^v\/1␁/, otherFormat('OpenEXR')],
  [/^#\?R/, otherFormat('Radiance HDR')],
  [/^II\xbc/, otherFormat('JPEG XR')],
  [/^qoif/, otherFormat('QOI')],
  [/^icns/, otherFormat('ICNS')],
  [/^....ftyp(?:mif1|msf1|hei[cxms]|hev[cx])/s, otherFormat('HEIC')],
  [/^....ftypavi[fs]/s, damaged],
  [
    /^(?:....ftyp|␚Eß£)/s,
    { what: 'is a video, not a picture', hint: 'write it in a block of type: video' },
  ],
];

/** What is wrong with a file that cannot be measured as a picture. */
export function unknownFault(path: string): FileFault {
  const head = readHead(path, 512);
  const known = beginnings.find(([beginning]) => beginning.test(head));
  if (known) return known[1];
  return isRaw(path)
    ? { ...otherFormat('of a camera'), hint: 'develop it, and save it as JPEG' }
    : {
        what: 'is not a picture that can be read',
        hint: 'it is published as it is; browsers may not show it',
      };
}

/** The first bytes, each as the character of its number; those below a space as U+2400 and following show them. */
export function readHead(path: string, length: number): string {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const text = bytes.toString('latin1', 0, readSync(descriptor, bytes));
    return text.replaceAll(/[^ -\u{10ffff}]/gu, (control) =>
      String.fromCharCode(0x2400 + control.charCodeAt(0)),
    );
  } finally {
    closeSync(descriptor);
  }
}
