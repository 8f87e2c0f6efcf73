import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dependencyOf } from './dependency.ts';
import { packageFolder, starterFiles } from './starter.ts';
import { type Written, writeNew } from './write-new.ts';

/** What each script of a new repository runs. */
export const scripts = {
  dev: 'pagescape dev',
  build: 'pagescape build',
  preview: 'pagescape preview',
} as const;

/**
 * Makes a repository of a folder: one that depends on Pagescape and builds at once. What is there already stays: a folder
 * with pages gets all but the example.
 */
export function initialize(folder: string, kind: 'page' | 'site'): Written {
  const starter = starterFiles(kind);
  const manifest = `${JSON.stringify(packageManifest(folder), null, 2)}\n`;
  const files = new Map<string, string | Uint8Array>([['package.json', manifest], ...starter]);
  if (!hasContent(folder)) return writeNew(folder, files);
  for (const path of starter.keys()) if (/^(?:content|assets)\//.test(path)) files.delete(path);
  const { written, left } = writeNew(folder, files);
  return { written, left: ['content/', ...left] };
}

function hasContent(folder: string): boolean {
  const content = join(folder, 'content');
  return existsSync(content) && readdirSync(content).length > 0;
}

function packageManifest(folder: string) {
  return {
    name: packageName(basename(folder)),
    private: true,
    type: 'module',
    scripts,
    dependencies: { pagescape: dependencyOf(packageFolder, folder) },
  };
}

/** A name that npm accepts; its own package may not depend on a package of the same name. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z\d._~-]+/g, '-')
    .replace(/^[^a-z\d]+|-+$/g, '');
  return name === '' || name === 'pagescape' || name === 'node_modules' ? 'project-page' : name;
}
