import type { Code } from '../../content/diagnostics.ts';
import { nearest } from '../../content/nearest.ts';

/** Why an include cannot be used. */
export interface IncludeProblem {
  code: Extract<Code, 'include-not-found' | 'include-outside'>;
  message: string;
  hint: string;
}

const folder = 'includes/';

/**
 * The template that `file` of a custom include names: a path inside `templates/includes`, where the
 * `.html` of older pages also finds our `.njk`.
 * @param names of all templates
 * @param has whether one of them has this name
 */
export function findInclude(
  file: string,
  names: ReadonlySet<string>,
  has = (name: string) => names.has(name),
): string | IncludeProblem {
  const parts = file.split('/');
  if (file.includes('\\') || /^([a-z]+:|\/)/i.test(file) || parts.includes('..')) {
    return {
      code: 'include-outside',
      message: `the include "${file}" is not inside templates/includes`,
      hint: 'write its path from templates/includes, without .. and without a slash in front',
    };
  }
  const path = folder + parts.filter((part) => part !== '' && part !== '.').join('/');
  const found = [path, path.replace(/\.html?$/, '.njk'), `${path}.njk`, `${path}.html`].find(
    (name) => has(name),
  );
  if (found !== undefined) return found;
  const includes = [...names].filter((name) => name.startsWith(folder));
  const known = includes.map((name) => name.slice(folder.length));
  const close = nearest(file, known);
  return {
    code: 'include-not-found',
    message: `there is no include "${file}"`,
    hint: close ? `did you mean ${close}?` : `put it into templates/includes/${file}`,
  };
}
