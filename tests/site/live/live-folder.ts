import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../../src/site/live/change.ts';
import { type LiveSite, liveSite } from '../../../src/site/live/live-site.ts';
import { bytesOf } from '../../../src/site/live/memory-sink.ts';
import type { Folder } from '../folder.ts';

/** A site that is held in memory while a test edits its folder. */
export interface LiveFolder {
  live: LiveSite;
  /** Writes a file, and tells the site with the next update. */
  put(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
  /** Brings the site up to date. @returns the pages that were rendered, by their content files */
  update(): Promise<string[]>;
  /** The files of the whole site, each with its bytes. */
  contents(): Promise<Map<string, Buffer>>;
}

export function liveFolder({ root, put }: Folder): LiveFolder {
  const live = liveSite(root);
  let changes: Change[] = [];
  return {
    live,
    put(path, content) {
      const kind = existsSync(join(root, path)) ? 'content' : 'place';
      changes.push({ path, kind });
      put(path, content);
    },
    remove(path) {
      changes.push({ path, kind: 'place' });
      rmSync(join(root, path), { recursive: true, force: true });
    },
    async update() {
      const rendered = await live.update(changes);
      changes = [];
      return rendered.map(({ page }) => page.source.file);
    },
    async contents() {
      const { contents } = await live.finish();
      const read = [...contents].map(
        async ([path, content]) => [path, Buffer.from(await bytesOf(content))] as const,
      );
      return new Map(await Promise.all(read));
    },
  };
}

/** The files under a folder, each with its bytes. */
export function filesUnder(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    names
      .filter((entry) => entry.isFile() && entry.name !== '.pagescape')
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1), readFileSync(path)] as const;
      }),
  );
}
