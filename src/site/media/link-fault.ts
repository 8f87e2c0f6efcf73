import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileFault } from './file-fault.ts';

/** A PDF has this mark near its end (ISO 32000-1, section 7.5.5), and its name near its beginning. */
const marks = { head: '%PDF-', tail: '%%EOF', within: 2048 };

/** What is wrong with a file that is only linked: a PDF that readers could not open. */
export function linkFault(path: string): FileFault | undefined {
  if (!/\.pdf$/i.test(path)) return undefined;
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const read = (offset: number) => {
      const bytes = Buffer.alloc(marks.within);
      const length = readSync(descriptor, bytes, 0, marks.within, Math.max(0, offset));
      return bytes.toString('latin1', 0, length);
    };
    if (!read(0).includes(marks.head))
      return { what: 'is no PDF', hint: 'put the PDF itself here; was a web page saved?' };
    if (read(size - marks.within).includes(marks.tail)) return undefined;
    return { what: 'ends too early', hint: 'put the file here again, whole' };
  } finally {
    closeSync(descriptor);
  }
}
