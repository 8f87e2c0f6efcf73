import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, posix, sep } from 'node:path';
import { nearest } from '../../content/nearest.ts';

/** What an address written by an author leads to. */
export type Target =
  | { kind: 'elsewhere' }
  | { kind: 'page'; slug: string; suffix: string }
  | { kind: 'file'; path: string; suffix: string }
  | { kind: 'missing'; path: string; suffix: string; hint: string }
  | { kind: 'refused'; reason: string };

/** Looks up addresses written in one file of content/ or site.yml. */
export type Lookup = (url: string, from: string) => Target;

/**
 * Finds what an address leads to: a page of the site, or a file beside the page, in the site's root
 * or in public/. Nothing outside the root, and nothing hidden in it, is ever published.
 * @param slugs of all pages
 */
export function lookupIn(root: string, slugs: ReadonlySet<string>): Lookup {
  const realRoot = realpathSync(root) + sep;
  // Pages of a folder name the same few files again and again.
  const known = new Map<string, Target>();

  return (url, from) => {
    if (/^([a-z][a-z\d+.-]*:|\/\/|#|$)/i.test(url)) return { kind: 'elsewhere' };
    const key = `${posix.dirname(from)}\n${url}`;
    const target = known.get(key) ?? find(url, from);
    known.set(key, target);
    return target;
  };

  function find(url: string, from: string): Target {
    const [, written = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
    const decoded = decode(written);
    const folder = posix.dirname(from);

    const slug = slugFor(decoded, folder);
    if (slugs.has(slug)) return { kind: 'page', slug, suffix };

    const candidates = decoded.startsWith('/')
      ? [join('public', decoded), join('.', decoded)]
      : [join(folder, decoded), join('public', decoded), join('.', decoded)];
    for (const candidate of candidates) {
      const path = join(root, candidate);
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
      if (!realpathSync(path).startsWith(realRoot))
        return { kind: 'refused', reason: 'it lies outside the site' };
      if (candidate.split(sep).some((part) => /^\.(?!\.$)/.test(part) || part === 'node_modules'))
        return { kind: 'refused', reason: 'hidden files are not published' };
      return { kind: 'file', path, suffix };
    }
    const path = posix.join('/', decoded.startsWith('/') ? decoded : posix.join(folder, decoded));
    const hint = missingHint(root, candidates);
    return { kind: 'missing', path: path.replace(/^\/(content\/|)/, ''), suffix, hint };
  }
}

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
  const whole = path.startsWith('/') ? path : posix.join('/', inside, path);
  return posix
    .normalize(whole)
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.(md|markdown|html)$/, '')
    .replace(/(^|\/)index$/, '');
}

function missingHint(root: string, candidates: string[]): string {
  for (const candidate of candidates) {
    const folder = dirname(join(root, candidate));
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue;
    const meant = nearest(basename(candidate), readdirSync(folder));
    if (meant) return `did you mean ${join(dirname(candidate), meant).replaceAll(sep, '/')}?`;
  }
  const shown = [...new Set(candidates)].map((candidate) => candidate.replaceAll(sep, '/'));
  return `looked for ${shown.join(', ')}`;
}
