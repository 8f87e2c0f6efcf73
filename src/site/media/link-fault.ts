import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { contentFault, type FileFault, unknownFault } from './file-fault.ts';
import { measureImageFile, measureVideoFile } from './measure-file.ts';
import { unknownVideoFault, videoFault } from './video-fault.ts';

const cut: FileFault = { what: 'ends too early', hint: 'put the file here again, whole' };

/** Parts of a file, each byte as the character of its number. */
interface Parts {
  size: number;
  head: Buffer;
  /** Its last bytes, at most so many. */
  tail: (length: number) => string;
}

/** Whether a file ends before its format says so, by the ending of its name. */
const endsEarly: readonly (readonly [ending: RegExp, test: (parts: Parts) => boolean])[] = [
  // Near its end is this mark (ISO 32000-1, section 7.5.5).
  [/\.pdf$/i, ({ tail }) => !tail(2048).includes('%%EOF')],
  [/\.png$/i, ({ head, tail }) => isOf(head, '\u0089PNG') && !tail(1024).includes('IEND')],
  [/\.jpe?g$/i, ({ head, tail }) => isOf(head, 'ÿØÿ') && !tail(1 << 16).includes('ÿÙ')],
  [/\.webp$/i, ({ head, size }) => isOf(head, 'RIFF') && head.readUInt32LE(4) + 8 > size],
  // The end of the list of files, behind which there may be a comment (APPNOTE, section 4.3.16).
  [
    /\.(?:zip|docx|pptx|xlsx)$/i,
    ({ head, tail }) => isOf(head, 'PK') && !tail(1 << 17).includes('PK\u0005\u0006'),
  ],
  [/\.woff2?$/i, ({ head, size }) => isOf(head, 'wOF') && head.readUInt32BE(8) > size],
  [/\.glb$/i, ({ head, size }) => isOf(head, 'glTF') && head.readUInt32LE(8) > size],
];

const isOf = (head: Buffer, beginning: string) =>
  head.length >= 12 && head.toString('latin1').startsWith(beginning);

/** What is wrong with a file that is only linked: readers could not open it. */
export function linkFault(path: string): FileFault | undefined {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const read = (offset: number, length: number) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, Math.max(0, offset)));
    };
    const head = read(0, 2048);
    if (/\.pdf$/i.test(path) && !head.toString('latin1').includes('%PDF-'))
      return { what: 'is no PDF', hint: 'put the PDF itself here; was a web page saved?' };
    const tail = (length: number) => read(size - length, length).toString('latin1');
    const early = endsEarly.find(([ending]) => ending.test(path))?.[1];
    return early?.({ size, head, tail }) ? cut : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Files of nothing, such as `.nojekyll`, may mean something; not those with these endings. */
const shown =
  /\.(?:avif|bmp|css|csv|gif|gl(?:b|tf)|html?|ico|jpe?g|js|json|m4[av]|mjs|mov|mp[34]|og[agv]|otf|pdf|png|svg|tiff?|ttf|wasm|wav|webm|webp|woff2?|zip)$/i;

/** What is wrong with a file that no page names, but that is published all the same. */
export function looseFault(path: string, bytes: number): FileFault | undefined {
  if (bytes === 0) return shown.test(path) ? contentFault(path, bytes) : undefined;
  const fault = contentFault(path, bytes) ?? linkFault(path);
  if (fault) return fault;
  if (/\.(?:avif|gif|jpe?g|png|webp)$/i.test(path))
    return measureImageFile(path) ? undefined : unknownFault(path);
  if (!/\.(?:m4v|mov|mp4|webm)$/i.test(path)) return undefined;
  const video = measureVideoFile(path);
  return video ? videoFault(video.state) : unknownVideoFault(path);
}
