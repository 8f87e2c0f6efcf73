import { siteBase } from './site-paths.ts';

/**
 * Loads style sheets once more that have changed; the old ones go when the new are here.
 * @returns those of `paths` that the page uses as anything else
 */
export function swapStyles(
  paths: readonly string[],
  version: number,
  replaced: (before: Node, after: Node) => void,
): string[] {
  const changed = new Set(paths);
  const swapped = new Set<string>();
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"]')) {
    const path = pathOf(link.href);
    if (path === undefined || !changed.has(path)) continue;
    swapped.add(path);
    const next = document.createElement('link');
    for (const { name, value } of link.attributes) next.setAttribute(name, value);
    next.href = addressAt(link.href, version);
    next.addEventListener('load', () => link.remove());
    replaced(link, next);
    link.after(next);
  }
  for (const picture of document.querySelectorAll<HTMLImageElement>('img[src]')) {
    const path = pathOf(picture.src);
    if (path === undefined || !changed.has(path)) continue;
    swapped.add(path);
    picture.src = addressAt(picture.src, version);
  }
  const loaded = performance.getEntriesByType('resource').map(({ name }) => pathOf(name));
  return [...new Set(loaded)].filter(
    (path): path is string => path !== undefined && changed.has(path) && !swapped.has(path),
  );
}

function addressAt(href: string, version: number): string {
  const url = new URL(href);
  url.searchParams.set('v', String(version));
  return url.href;
}

/** Path in the site of one of its files. */
function pathOf(href: string): string | undefined {
  const url = new URL(href, location.href);
  return url.origin === location.origin
    ? decodeURIComponent(url.pathname.slice(siteBase.length))
    : undefined;
}
