import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { TemplateSource } from '../../render/templates.ts';

/** The templates that come with the package. */
const own = fileURLToPath(new URL('../../../templates', import.meta.url));

/**
 * All templates of a site by name: ours, and over them those of the same name in the root's templates/.
 * A template that is a link to somewhere outside its folder is refused.
 */
export function readTemplates(root: string): {
  sources: Map<string, TemplateSource>;
  diagnostics: Diagnostic[];
} {
  const sources = new Map<string, TemplateSource>();
  const diagnostics: Diagnostic[] = [];
  const theirs = join(root, 'templates');
  for (const folder of own === theirs ? [own] : [own, theirs]) {
    for (const path of filesUnder(folder)) {
      const name = relative(folder, path).replaceAll(sep, '/');
      const file = relative(root, path).replaceAll(sep, '/');
      if (realpathSync(path).startsWith(realpathSync(folder) + sep)) {
        sources.set(name, { text: readFileSync(path, 'utf8'), file });
      } else {
        const place = { line: 1, column: 1 };
        const message = 'the template is a link that leads out of its folder';
        diagnostics.push(diagnostic('include-outside', file, place, message));
      }
    }
  }
  return { sources, diagnostics };
}

function filesUnder(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats || name.startsWith('.')) return [];
    return stats.isDirectory() ? filesUnder(path) : [path];
  });
}
