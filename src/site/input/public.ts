import { cpSync, existsSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Copies public/ into the site as it is, but for links that lead out of it. */
export function copyPublic(root: string, folder: string): void {
  const source = join(root, 'public');
  if (!existsSync(source)) return;
  const real = realpathSync(source);
  cpSync(source, folder, {
    recursive: true,
    dereference: true,
    filter: (path) => existsSync(path) && `${realpathSync(path)}${sep}`.startsWith(real + sep),
  });
}
