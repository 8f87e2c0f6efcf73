import { join } from 'node:path';
import { faultOfAddress } from '../content/address.ts';
import type { Path, ReferenceKind } from '../content/prose.ts';
import type { ReadSite } from '../content/read-site.ts';
import { withScheme } from '../content/schema/values.ts';
import { addressOf } from '../render/addresses.ts';
import type { Report, Resolve, Resolved } from '../render/resolve.ts';
import { pageOutput } from './addresses.ts';
import { mediaFolder, type SiteFile, type SiteFiles } from './files.ts';
import type { Lookup, Target } from './input/lookup.ts';
import type { CandidateSet } from './media/convert.ts';

/** What one page asked for, and what it was answered. */
export interface Questions {
  /** By address as the author wrote it, misses too. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Files that the page refers to, by the address it writes for them. */
  readonly files: ReadonlyMap<string, SiteFile>;
  /** Where the page first referred to them, by the same address. */
  readonly places: ReadonlyMap<string, { path: Path; offset?: number }>;
  /** Links to parts of pages, which are known when all pages are written. */
  readonly fragments: readonly FragmentLink[];
  /** Addresses that lead to no file and no page of the site, and where the page has them. */
  readonly elsewhere: ReadonlyMap<string, readonly WrittenAt[]>;
}

/** A place of an address, and what it is there. */
export interface WrittenAt {
  path: Path;
  offset?: number;
  kind: ReferenceKind;
}

/** A link to a part of a page: of this one, or of that with a slug. */
export interface FragmentLink {
  url: string;
  slug: string | undefined;
  /** Decoded, without its `#`. */
  id: string;
  at: { path: Path; offset?: number };
}

export interface Resolver extends Questions {
  resolve: Resolve;
  /** As the resolver was given it, but that the page is known to have asked. */
  lookup: Lookup;
  /** A file as the page refers to it. */
  show: (file: SiteFile) => Resolved;
}

/**
 * Looks up the addresses of one page, written in `file`, for the place it gets in the site.
 * @param prefix from the page to the site's top: `../` for a page one folder down
 */
export function resolverFor(
  { file, prefix }: { file: string; prefix: string },
  { files, ...site }: { lookup: Lookup; files: SiteFiles; report: Report; settings: ReadSite },
): Resolver {
  const targets = new Map<string, Target>();
  const used = new Map<string, SiteFile>();
  const places = new Map<string, { path: Path; offset?: number }>();
  const elsewhere = new Map<string, WrittenAt[]>();
  const fragments: FragmentLink[] = [];

  function noteFragment(link: string, slug: string | undefined, at: FragmentLink['at']): void {
    const [, written] = /^[^#]*#([^#]+)$/.exec(link) ?? [];
    // `#top` needs no id; `:~:` names words, and `=` values that a script reads.
    if (written === undefined || /^top$|:~:|=/.test(written)) return;
    fragments.push({ url: link, slug, id: decode(written), at });
  }

  const lookup: Lookup = (url, from) => {
    const target = site.lookup(url, from);
    targets.set(url, target);
    return target;
  };

  function show(file: SiteFile): Resolved {
    const { output, width, height, svg, svgFile, image, font } = file;
    const href = prefix + addressOf(output);
    used.set(href, file);
    const sources = files.candidatesOf(file).map((candidates) => sourceOf(candidates, prefix));
    return {
      href,
      local: true,
      ...(width && height ? { width, height } : {}),
      ...(image?.alpha ? { alpha: image.alpha } : {}),
      ...(sources.length > 0 ? { sources } : {}),
      ...(font ? { font } : {}),
      ...(svg === undefined ? {} : { svg }),
      ...(svgFile === undefined ? {} : { svgFile }),
    };
  }

  const resolve: Resolve = ({ url, kind, path, offset, inHtml, from }) => {
    const at = offset === undefined ? { path } : { path, offset };
    // What is wrong with an address of site.yml is said there, once.
    const isSites = from === site.settings.source.file && from !== file;
    const report: Report = isSites ? () => {} : site.report;
    const wrong = inHtml ? undefined : faultOfAddress(url, kind);
    if (wrong) report(wrong.code, at, wrong.message, wrong.hint);
    if (wrong?.code === 'unsafe-address') return { href: '#', local: true };
    const target = from === undefined ? lookup(url, file) : site.lookup(url, from);
    switch (target.kind) {
      case 'elsewhere': {
        if (!isSites) elsewhere.set(url, [...(elsewhere.get(url) ?? []), { ...at, kind }]);
        if (kind === 'video' && videoPage.test(url)) {
          const message = `${url} is a page that plays a video, not the video itself`;
          report('unreadable-media', at, message, videoPageHint(url));
        }
        if (url.startsWith('#') && !isSites) noteFragment(url, undefined, at);
        return { href: url, local: false };
      }
      case 'page':
        if (!isSites) noteFragment(url, target.slug, at);
        return {
          href: prefix + addressOf(pageOutput(target.slug)) + target.suffix,
          local: true,
          slug: target.slug,
        };
      case 'file': {
        const found = files.add(target.path, kind === 'resource' ? 'link' : kind);
        const shown = show(found);
        if (!places.has(shown.href)) places.set(shown.href, at);
        const fault = files.faultOf(found);
        if (fault) report('unreadable-media', at, `${url} ${fault.what}`, fault.hint);
        return { ...shown, href: shown.href + target.suffix };
      }
      case 'missing':
        // Markdown encodes what its author wrote as it is.
        report('missing-file', at, `there is no file ${decode(url)}`, meantBy(url) ?? target.hint);
        return { href: prefix + addressOf(target.path) + target.suffix, local: true };
      case 'refused':
        report('outside-root', at, `${url} cannot be published: ${target.reason}`);
        return { href: '#', local: true };
    }
  };
  return { resolve, lookup, show, targets, files: used, places, elsewhere, fragments };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** How to write an address that lacks its beginning, or has the slashes of Windows. */
function meantBy(url: string): string | undefined {
  if (url.includes('\\')) return `write ${url.replaceAll('\\', '/')}`;
  const whole = /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(url) ? `mailto:${url}` : withScheme(url);
  return whole === url ? undefined : `write ${whole}`;
}

/** Addresses that lead to players, and not to files. */
const videoPage =
  /^(?:https?:)?\/\/(?:[^/?#]+\.)?(?:(?:youtube(?:-nocookie)?|vimeo|bilibili|dailymotion|loom|tiktok|instagram|facebook|twitter|x)\.com|youtu\.be|drive\.google\.com|github\.com\/[^?#]+\/blob)(?=[/?#:]|$)/i;

const videoPageHint = (url: string) =>
  /^[^?#]*youtu/i.test(url)
    ? 'write type: youtube with this url'
    : 'link to it in a text, or name a video file: .mp4 or .webm';

const sourceOf = ({ type, files }: CandidateSet, prefix: string) => ({
  type,
  srcset: files
    .map(({ name, width }) => `${prefix}${addressOf(join(mediaFolder, name))} ${width}w`)
    .join(', '),
});
