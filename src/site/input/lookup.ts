import { basename, dirname, join, posix, sep } from 'node:path';
import { nearest } from '../../content/nearest.ts';
import type { SourceTree } from './source-tree.ts';

/** What an address written by an author leads to. */
export type Target = (
  | { kind: 'elsewhere' }
  | { kind: 'page'; slug: string; suffix: string }
  | { kind: 'file'; path: string; suffix: string }
  | { kind: 'missing'; path: string; suffix: string; hint: string }
  | { kind: 'refused'; reason: string }
) & {
  /** Files that were looked for, from the root, in this order: another answer would come of another of them. */
  asked: readonly string[];
};

/** Looks up addresses written in one file of content/ or site.yml. */
export type Lookup = (url: string, from: string) => Target;

const elsewhere: Target = { kind: 'elsewhere', asked: [] };

/**
 * Finds what an address leads to: a page of the site, or a file beside the page, in the site's root
 * or in public/. Nothing outside the root, and nothing hidden in it, is ever published.
 * @param slugs of all pages
 */
export function lookupIn(tree: SourceTree, slugs: ReadonlySet<string>): Lookup {
  // Pages of a folder name the same few files again and again.
  const known = new Map<string, Target>();

  return (url, from) => {
    // A query alone is for the page itself, unless a file's name begins with it.
    const isQuery =
      url.startsWith('?') && tree.probe(posix.join(posix.dirname(from), url)).kind !== 'file';
    if (isQuery || /^([a-z][a-z\d+.-]*:|\/\/|#|$)/i.test(url)) return elsewhere;
    const key = `${posix.dirname(from)}\n${url}`;
    const target = known.get(key) ?? find(url, posix.dirname(from));
    known.set(key, target);
    return target;
  };

  function find(url: string, folder: string): Target {
    const [, written = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
    const decoded = decode(written);

    const meant = slugFor(decoded, folder);
    // The top of the site always has a page: one of the author's, or the list of them.
    const isTop = meant === '' && written !== '';
    const slug = isTop ? '' : formsOf(meant).find((form) => slugs.has(form));
    if (slug !== undefined) return { kind: 'page', slug, suffix, asked: [] };

    // A name may hold what begins a query or a fragment in an address.
    const names = [
      ...new Map([
        ...(suffix === '' ? [] : [[url, ''] as const, [decode(url), ''] as const]),
        ...formsOf(decoded).map((form) => [form, suffix] as const),
        [written, suffix] as const,
      ]),
    ];
    const asked: string[] = [];
    for (const [name, rest] of names) {
      for (const candidate of [...candidatesFor(name, folder), ...folderPage(name)]) {
        asked.push(candidate);
        const found = tree.probe(candidate);
        if (found.kind === 'file') return { kind: 'file', path: found.path, suffix: rest, asked };
        if (found.kind === 'refused') return { kind: 'refused', reason: found.reason, asked };
      }
    }
    const path = posix.join('/', decoded.startsWith('/') ? decoded : posix.join(folder, decoded));
    const hint = missingHint(tree, candidatesFor(decoded, folder));
    return { kind: 'missing', path: path.replace(/^\/(content\/|)/, ''), suffix, hint, asked };
  }
}

/** A name as it is written, and in the other Unicode forms that look the same: some systems change them. */
const formsOf = (name: string) => [
  ...new Set([name, name.normalize('NFC'), name.normalize('NFD')]),
];

/** Where a name may stand for a file, from the root. */
function candidatesFor(name: string, folder: string): string[] {
  const places = name.startsWith('/')
    ? [join('public', name), join('.', name)]
    : [join(folder, name), join('public', name), join('.', name)];
  return [...new Set(places)];
}

/** A folder of public/ is shown by its page. */
const folderPage = (name: string): string[] =>
  /\.[^/]*$/.test(name) ? [] : [join('public', name, 'index.html')];

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The slug that a link such as `guide`, `../guide.md`, `/guide.html` or `/guide/` would mean. */
function slugFor(path: string, folder: string): string {
  const inside = folder.replace(/^content\/?/, '');
  // From site.yml a page may be called by the path of its file.
  const named = folder === '.' ? path.replace(/^(?:\.?\/)?content\//, '') : path;
  const whole = named.startsWith('/') ? named : posix.join('/', inside, named);
  return posix
    .normalize(whole)
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.(md|markdown|html)$/, '')
    .replace(/(^|\/)index$/, '');
}

function missingHint(tree: SourceTree, candidates: string[]): string {
  for (const candidate of candidates) {
    const names = tree.list(dirname(candidate));
    const meant = Array.isArray(names) ? nearest(basename(candidate), names) : undefined;
    if (meant) return `did you mean ${join(dirname(candidate), meant).replaceAll(sep, '/')}?`;
  }
  const shown = [...new Set(candidates)].map((candidate) => candidate.replaceAll(sep, '/'));
  return `looked for ${shown.join(', ')}`;
}
