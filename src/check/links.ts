import { posix } from 'node:path';
import type { Diagnostic } from '../content/diagnostics.ts';
import { nearest } from '../content/nearest.ts';
import type { Address } from './addresses.ts';
import type { SiteText, SiteView } from './site-view.ts';

/** What an address of a built file leads to. */
export type Target =
  /** A path of the site; a folder is its page. */
  | { kind: 'inside'; path: string; fragment: string }
  /** The same host, but not the site. */
  | { kind: 'above'; path: string }
  | { kind: 'elsewhere'; url: URL }
  | { kind: 'none' };

/** What an address that stands in the file `from` leads to. */
export function targetOf(url: string, from: string, base: string): Target {
  const here = new URL(from.split('/').map(encodeURIComponent).join('/'), base);
  if (!URL.canParse(url, here)) return { kind: 'none' };
  const target = new URL(url, here);
  if (!/^https?:$/.test(target.protocol)) return { kind: 'none' };
  const { origin, pathname } = new URL(base);
  if (target.origin !== origin) return { kind: 'elsewhere', url: target };
  if (!target.pathname.startsWith(pathname)) return { kind: 'above', path: target.pathname };
  const path = decoded(target.pathname.slice(pathname.length));
  return { kind: 'inside', path, fragment: decoded(target.hash.slice(1)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Links that lead to no file of the site, or to no part of one. */
export function deadLinks(view: SiteView): Diagnostic[] {
  const idsByPath = new Map(
    view.texts.map((text) => [text.path, text.html ? idsOf(text) : undefined] as const),
  );
  return view.texts.flatMap((text) => {
    const told = toldByBuild(text);
    const dead = text.addresses.flatMap((address) => {
      const said = told.has(address.url) ? undefined : faultOf(address, text, view, idsByPath);
      return said ? [{ address, said }] : [];
    });
    return onceEach(dead).map(({ address, said }) =>
      view.problemAt(text, address.offset, [address.url], said),
    );
  });
}

function onceEach<Item extends { address: Address }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.address.url, item])).values()];
}

/** Addresses of which the build has said what is wrong with them, as the page writes them. */
function toldByBuild({ page }: SiteText): Set<string> {
  const told = new Set<string>(['#']);
  if (!page) return told;
  const { targets, fragments } = page.questions;
  const missed = [...targets].flatMap(([url, target]) =>
    target.kind === 'missing' ? [url, target.path + target.suffix] : [],
  );
  const above = '../'.repeat(page.report.output.split('/').length - 1);
  for (const url of missed) told.add(url).add(encodeURI(above + url));
  for (const { url, slug, id } of fragments) {
    told.add(url);
    if (slug !== undefined) told.add(`${above}${slug === '' ? '' : `${slug}/`}index.html#${id}`);
  }
  return told;
}

function faultOf(
  { url }: Address,
  { path: from, base }: SiteText,
  view: SiteView,
  idsByPath: ReadonlyMap<string, ReadonlySet<string> | undefined>,
): Parameters<SiteView['problemAt']>[3] | undefined {
  const target = targetOf(url, from, base);
  if (target.kind === 'above')
    return {
      code: 'dead-link',
      message: `${url} leads out of the site, which stands below ${new URL(base).pathname}`,
      hint: 'write it from this page, without the slash at its beginning',
    };
  if (target.kind !== 'inside') return undefined;
  const file = fileFor(target.path, view.paths);
  if (file === undefined) {
    const meant = nearest(target.path, [...view.paths]);
    const hint = meant === undefined ? undefined : `did you mean ${meant}?`;
    return { code: 'dead-link', message: `${url} leads to no file of the site`, hint };
  }
  const ids = idsByPath.get(file);
  const { fragment } = target;
  if (!ids || fragment === '' || /^top$|:~:|=/.test(fragment) || ids.has(fragment))
    return undefined;
  const meant = nearest(fragment, [...ids]);
  const message = `${url} leads nowhere: ${file} has no id "${fragment}"`;
  return { code: 'dead-fragment', message, hint: meant && `did you mean #${meant}?` };
}

/** The file that a static host sends for a path. */
export function fileFor(path: string, paths: ReadonlySet<string>): string | undefined {
  const names =
    path === '' || path.endsWith('/')
      ? [`${path}index.html`]
      : [path, posix.join(path, 'index.html')];
  return names.find((name) => paths.has(name));
}

function idsOf({ html }: SiteText): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { name, attributes } of html?.elements ?? []) {
    if (attributes.id) ids.add(attributes.id);
    if (name === 'a' && attributes.name) ids.add(attributes.name);
  }
  return ids;
}
