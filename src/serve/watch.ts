import { lstatSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import chokidar from 'chokidar';
import type { Change } from '../site/live/change.ts';

/** Milliseconds in which a second write of the same file, as editors do it, is not told of. */
const secondWrite = 60;

/**
 * Watches the sources of a site.
 * @param told of every change, soon after it
 * @returns what ends it, once it watches
 */
export async function watchSite(
  root: string,
  told: (change: Change) => void,
): Promise<{ close: () => Promise<void> }> {
  const timers = new Map<string, NodeJS.Timeout>();
  const watcher = chokidar.watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path: string) => isIgnored(relative(root, path)),
  });

  function lookAgain(path: string): void {
    clearTimeout(timers.get(path));
    const seen = stateOf(join(root, path));
    const timer = setTimeout(() => {
      timers.delete(path);
      if (stateOf(join(root, path)) !== seen) tell({ path, kind: 'content' });
    }, secondWrite);
    timers.set(path, timer);
  }

  function tell(change: Change): void {
    told(change);
    if (change.kind === 'content') lookAgain(change.path);
  }

  watcher.on('all', (event, path) => {
    const isContent = event === 'change' && stateOf(path)?.startsWith('file') === true;
    tell({
      path: relative(root, path).replaceAll(sep, '/'),
      kind: isContent ? 'content' : 'place',
    });
  });
  await new Promise<void>((done) => watcher.once('ready', done));
  return {
    async close() {
      for (const timer of timers.values()) clearTimeout(timer);
      await watcher.close();
    },
  };
}

/** What tells one state of a file from the next; nothing if it is not there. */
function stateOf(path: string): string | undefined {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return (
    stats && `${stats.isFile() ? 'file' : 'other'} ${stats.ino} ${stats.size} ${stats.mtimeNs}`
  );
}

/** What no build reads: folders of tools, and the built site. */
function isIgnored(path: string): boolean {
  const [top = '', ...names] = path.split(sep);
  if (top === 'dist' || top === 'public') return top === 'dist';
  return [top, ...names].some((name) => name.startsWith('.') || name === 'node_modules');
}
