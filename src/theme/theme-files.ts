import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** The files of the theme, each with a hash of its content in its name, so that it may be kept for ever. */
export interface ThemeFiles {
  /** Writes a file and gives its name. */
  add(name: string, content: string | Uint8Array): string;
  /** Takes over a file that was made before, under its name. */
  copy(name: string, from: string): void;
  /** Bytes of all files so far. */
  readonly bytes: ReadonlyMap<string, number>;
}

export function themeFiles(folder: string): ThemeFiles {
  const bytes = new Map<string, number>();
  return {
    bytes,
    add(name, content) {
      const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
      const ending = extname(name);
      const hashed = `${name.slice(0, -ending.length)}.${hash}${ending}`;
      writeFileSync(join(folder, hashed), content);
      bytes.set(hashed, Buffer.byteLength(content));
      return hashed;
    },
    copy(name, from) {
      const content = readFileSync(join(from, name));
      writeFileSync(join(folder, name), content);
      bytes.set(name, content.length);
    },
  };
}
