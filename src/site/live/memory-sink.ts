import { readFile } from 'node:fs/promises';
import type { Sink } from '../output/sink.ts';

/** The files of a site by their paths, each read or made when it is asked for. */
export type SiteContents = ReadonlyMap<string, Content>;

/** Bytes, or a file that is served as it is, or what is made once and kept. */
export type Content =
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'file'; path: string }
  | { kind: 'made'; make: () => Promise<Uint8Array> };

export function memorySink(): { sink: Sink; contents: SiteContents } {
  const contents = new Map<string, Content>();
  const sink: Sink = {
    write(path, data) {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      contents.set(path, { kind: 'bytes', bytes });
    },
    copy: (from, path) => contents.set(path, { kind: 'file', path: from }),
    async make(path, make) {
      contents.set(path, { kind: 'made', make });
    },
  };
  return { sink, contents };
}

/** The bytes of a file of the site. */
export async function bytesOf(content: Content): Promise<Uint8Array> {
  switch (content.kind) {
    case 'bytes':
      return content.bytes;
    case 'file':
      return readFile(content.path);
    case 'made':
      return content.make();
  }
}
