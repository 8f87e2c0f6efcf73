import { posix } from 'node:path';
import { type Plan, srcsetOf } from '../media/plan.ts';
import type { Report, Resolve, Resolved } from '../render/resolve.ts';
import { mediaFolder, type SiteFile, type SiteFiles } from './files.ts';
import type { Lookup } from './input/lookup.ts';

export interface Resolver {
  resolve: Resolve;
  /** A file as the page refers to it; a picture shown at most so many CSS pixels wide. */
  show: (file: SiteFile, shownWidth?: number) => Resolved;
  /** Files that the page refers to, and the smaller files it offers of them. */
  used: ReadonlyMap<SiteFile, Plan | undefined>;
  /** Hosts that the page asks for pictures, videos or fonts while it loads. */
  hosts: ReadonlySet<string>;
}

/**
 * Looks up the addresses of one page, written in `file`, for the place it gets in the site.
 * @param prefix from the page to the site's top: `../` for a page one folder down
 */
export function resolverFor(
  { file, prefix }: { file: string; prefix: string },
  { lookup, files, report }: { lookup: Lookup; files: SiteFiles; report: Report },
): Resolver {
  const used = new Map<SiteFile, Plan | undefined>();
  const hosts = new Set<string>();

  function show(file: SiteFile, shownWidth?: number): Resolved {
    const plan = files.variantsOf(file, shownWidth);
    used.set(file, plan);
    const { output, width, height, svg } = file;
    return {
      href: prefix + encodeURI(output),
      local: true,
      ...(width && height ? { width, height } : {}),
      ...(plan ? { sources: [sourceOf(plan, prefix)] } : {}),
      ...(svg === undefined ? {} : { svg }),
    };
  }

  const resolve: Resolve = ({ url, kind, path, offset, shownWidth }) => {
    const at = offset === undefined ? { path } : { path, offset };
    const target = lookup(url, file);
    switch (target.kind) {
      case 'elsewhere': {
        const host = kind === 'link' ? undefined : /^(?:https?:)?\/\/([^/?#]+)/i.exec(url)?.[1];
        if (host) hosts.add(host);
        return { href: url, local: false };
      }
      case 'page':
        return { href: prefix + encodeURI(pageOutput(target.slug)) + target.suffix, local: true };
      case 'file': {
        const found = files.add(target.path, kind);
        const shown = show(found, shownWidth);
        if (found.unreadable)
          report(
            'unreadable-media',
            at,
            `${url} is not a picture that can be read`,
            unreadableHint,
          );
        return { ...shown, href: shown.href + target.suffix };
      }
      case 'missing':
        report('missing-file', at, `there is no file ${url}`, target.hint);
        return { href: prefix + encodeURI(target.path) + target.suffix, local: true };
      case 'refused':
        report('outside-root', at, `${url} cannot be published: ${target.reason}`);
        return { href: '#', local: true };
    }
  };
  return { resolve, show, used, hosts };
}

const unreadableHint = 'it is published as it is; browsers may not show it';

const sourceOf = (plan: Plan, prefix: string) => ({
  type: plan.type,
  srcset: srcsetOf(plan, prefix + mediaFolder),
});

/** Where a page lies in the built site. */
export const pageOutput = (slug: string) => posix.join(slug, 'index.html');

/** From a page to the top of the site. */
export const prefixOf = (slug: string) => (slug === '' ? '' : '../'.repeat(slug.split('/').length));
