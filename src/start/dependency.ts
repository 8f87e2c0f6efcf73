import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { version } from '../version.ts';

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
});

/**
 * What a package.json in `folder` names to get the very Pagescape that stands in `installed`: a version, or where it was
 * installed from, such as `github:owner/repository` or `file:../pagescape`.
 */
export function dependencyOf(installed: string, folder: string): string {
  // A checkout, which nobody has installed.
  if (basename(dirname(installed)) !== 'node_modules') return fileFrom(folder, installed);
  const project = dirname(dirname(installed));
  const spec = specIn(resolve(project, 'package.json'));
  if (spec?.startsWith('file:')) return fileFrom(folder, resolve(project, spec.slice(5)));
  // Whatever is no range of versions is a place: a repository, an address.
  return spec !== undefined && /[:/]/.test(spec) ? spec : `^${version}`;
}

function specIn(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const { data } = manifest.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return data?.dependencies?.pagescape ?? data?.devDependencies?.pagescape;
}

function fileFrom(folder: string, path: string): string {
  return `file:${relative(folder, path).replaceAll(sep, '/')}`;
}
