import type { ProjectPage } from '../../content/page.ts';
import { type Path, Prose } from '../../content/prose.ts';
import type { Block } from '../../content/schema/blocks.ts';
import { fill } from '../../words/fill.ts';
import { highlight } from '../blocks/code.ts';
import { demoOf } from '../blocks/demo.ts';
import { drawing } from '../blocks/drawing.ts';
import { findInclude } from '../blocks/includes.ts';
import { type YoutubeVideo, youtubeVideo } from '../blocks/youtube.ts';
import { readBibtex } from '../citation/citation.ts';
import type { RenderState, SiteContext } from '../context.ts';
import { sizesOf } from '../picture.ts';
import { withoutMarks } from '../places.ts';
import { escapeHtml } from '../prose/entities.ts';
import { Placeholders } from '../prose/placeholders.ts';
import { plainText, renderHtmlWithMath, textOf, withoutLinks } from '../prose/prose.ts';
import { enhanceTables } from '../prose/tables.ts';
import { contextAt } from '../prose/writer.ts';
import { isSafe, type PageTemplates, type SafeHtml, safe } from '../templates.ts';
import { type ResolvedReference, viewOf } from '../view.ts';
import { dateText } from './date-text.ts';
import { filesBeside } from './files.ts';
import { authorIcon, iconFrom } from './icons.ts';
import { uniqueLabels } from './ids.ts';

/** Arguments a template gives by name: `picture(url, alt=block.alt)`. */
type Named = Record<string, unknown>;

/**
 * The templates of a page, and what they may call beside the data they are given. Each part of a page that
 * is used in several places is a template in `partials`, called by name with its own arguments.
 */
export function templatesFor(
  view: object,
  page: Pick<ProjectPage, 'teaser'>,
  site: SiteContext,
  state: RenderState,
) {
  const { theme } = site;
  const { context, show, lang, words, places, uses, files, pictures } = state;
  const { report } = context;
  const taken = new Set<string>();
  const named = authorIcon(theme.icons, site.icons, report);
  const placed = (html: SafeHtml, path: Path) => safe(places.on(String(html), path));
  let hasFirst = page.teaser !== undefined;

  /** Whether a picture is the first that visitors see, which must not wait until it comes near. */
  function isFirst(): boolean {
    if (hasFirst) return false;
    hasFirst = true;
    return true;
  }

  /** Small headings can be linked to, as those of sections can. */
  function idOf(block: Block): { id?: string } {
    if (block.type !== 'mini-title' || !context.headingId) return {};
    const content: unknown = block.content;
    // In a column it is HTML already.
    const text =
      content instanceof Prose
        ? plainText(content, context.macrosAt)
        : textOf(withoutMarks(String(content)));
    return { id: context.headingId(text) };
  }

  const helpers = {
    icon: iconFrom(theme.icons),
    /** The icon that the author of something has given it, by its name or as a file. */
    chosen_icon(icon: string | ResolvedReference, path: Path): SafeHtml {
      if (typeof icon === 'string') return named(icon, [...path, 'icon']);
      if (!icon.svg) return safe(`<img class="icon" src="${escapeHtml(icon.href)}" alt="">`);
      return safe(`<span class="icon" aria-hidden="true">${helpers.drawing(icon)}</span>`);
    },
    words,
    /** A word with values in the place of its placeholders: `fill(words.write_to, name=author.name)`. */
    fill(word: string, values: Record<string, string | number | SafeHtml>): SafeHtml {
      const shown = Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'object' && isSafe(value) ? String(value) : escapeHtml(String(value)),
      ]);
      return safe(fill(escapeHtml(word), Object.fromEntries(shown)));
    },
    /** A date of front matter in the page's language. */
    date_text: (date: string) => dateText(date, lang),
    /** Things that have dates, of which the latest comes first; of one date, in their order. */
    newest_first: <Dated extends { date: string }>(items: readonly Dated[]): Dated[] =>
      [...items].sort((one, other) => (one.date < other.date ? 1 : one.date > other.date ? -1 : 0)),
    initials,
    use(feature: string): string {
      uses.add(feature);
      return '';
    },

    /** A picture. One without `alt` is a warning: what it shows is for its author to say. */
    picture(image: ResolvedReference | undefined, named: Named = {}): SafeHtml {
      if (!image) return safe('');
      if (named.alt === undefined) {
        report(
          'missing-alt',
          { path: image.path },
          'this picture has no alt text',
          'write alt: and what it shows; alt: "" if it is decoration',
        );
      }
      const width = typeof named.width === 'number' ? named.width : image.width;
      pictures.push({ href: image.href, width });
      const eager = named.eager ?? isFirst();
      const html = part('picture', { ...named, eager, image, sizes: sizesOf(width) });
      return placed(html, image.path);
    },
    player(video: ResolvedReference, named: Named & { poster?: ResolvedReference } = {}): SafeHtml {
      if (named.poster) pictures.push({ href: named.poster.href, width: undefined });
      return placed(part('player', { ...named, video }), video.path);
    },
    enlargeable(image: ResolvedReference, named: Named = {}): SafeHtml {
      if (named.link && named.alt === '') {
        const message = 'this picture is a link, and says nothing to those who cannot see it';
        report('missing-alt', { path: image.path }, message, 'write alt: and where it leads');
      }
      return part('enlargeable', { ...named, image });
    },
    figure: (named: Named) => part('figure', named),
    listing: (named: Named) => part('listing', named),
    carousel: (named: Named) => part('carousel', named),
    news: (items: unknown) => part('news', { items }),
    callout: (named: Named) => part('callout', named),
    /** The text or the blocks that another block holds. */
    inside: (holder: object, heading: number) => part('inside', { holder, heading }),
    /** Words for a link to be around: without links of their own. */
    label: (html: unknown) => safe(withoutLinks(String(html))),
    /** A picture's SVG, whose ids and styles no other drawing of the page has. */
    drawing({ svg = '', svgFile, path }: ResolvedReference): SafeHtml {
      const from = svgFile === undefined ? {} : { from: svgFile };
      const name = context.headingId?.('drawing') ?? 'drawing';
      return safe(
        drawing(svg, name, (url, kind) =>
          context.resolve({ url, kind, path, inHtml: true, ...from }),
        ),
      );
    },
    bibtex(content: string, at: Path): SafeHtml {
      readBibtex(content, [...at, 'content'], report);
      return part('bibtex', { content });
    },
    tables: (html: string) => safe(enhanceTables(html, words.table)),

    blocks(blocks: readonly Block[], level: number): SafeHtml {
      const heading = Math.min(level, 6);
      const rendered = blocks.map((block) => {
        const own = { block: viewOf(block, show), at: block.path, heading, ...idOf(block) };
        return placed(render(`blocks/${block.type}.njk`, own), block.path);
      });
      return safe(rendered.join('\n'));
    },

    include(file: string, given: Named | undefined, at: Path): SafeHtml {
      const found = findInclude(file, site.templates.names, templates.has);
      if (typeof found !== 'string') {
        report(found.code, { path: [...at, 'file'] }, found.message, found.hint);
        return safe('');
      }
      // Addresses in an include are looked up when it is rendered; those of finished pictures have been.
      const finished = new Placeholders();
      const finish = (html: SafeHtml) => safe(finished.put(String(html), ''));
      const own = {
        picture: (image: ResolvedReference, named: Named) => finish(helpers.picture(image, named)),
        enlargeable: (image: ResolvedReference, named: Named) =>
          finish(helpers.enlargeable(image, named)),
        alis() {
          const demo = demoOf(given ?? {}, at, site, state);
          return demo?.caption ? { ...demo, caption: finish(demo.caption) } : demo;
        },
      };
      const html = render(found, { ...own, ...given, page: view });
      const named: Path = [...at, 'file'];
      const text = renderHtmlWithMath(String(html), contextAt(named, context), named);
      return safe(finished.restore(text));
    },

    highlight: (code: string, language?: string) => safe(highlight(code, language)),
    /** Tells of two pictures that do not lie on each other, corner on corner. */
    compare(before: ResolvedReference, after: ResolvedReference): string {
      if (!before.width || !before.height || !after.width || !after.height) return '';
      const ratio = (before.width * after.height) / (before.height * after.width);
      if (Math.abs(ratio - 1) > 0.01) {
        const sizes = [before, after].map(({ width, height }) => `${width} × ${height}`);
        const message = `the two pictures have different shapes: ${sizes.join(' and ')} pixels`;
        const hint = 'crop one of them: they lie on each other, corner on corner';
        report('unequal-pictures', { path: after.path }, message, hint);
      }
      return '';
    },
    youtube({ id, url = '' }: { id?: string; url?: string }, at: Path): YoutubeVideo | undefined {
      const video = youtubeVideo(id ?? url);
      if ('id' in video) return video;
      const path = [...at, id === undefined ? 'url' : 'id'];
      report('wrong-type', { path }, video.message, video.hint);
      return undefined;
    },

    /** The teaser or the BibTeX, which stands in its own place unless a block has put it elsewhere. */
    place(name: string): SafeHtml {
      taken.add(name);
      return placed(part(name, {}), [name]);
    },
    placed: (name: string) => taken.has(name),

    unique_label: uniqueLabels(),
    /** An id to link to: its author's, if nothing else has it, or one made of words. */
    id_for(words: unknown, own: string | undefined, path: Path): string {
      if (own !== undefined && context.claimId?.(own, { path: [...path, 'id'] })) return own;
      return context.headingId?.(textOf(withoutMarks(String(words)))) ?? '';
    },
    file: filesBeside(files),
  };

  const templates: PageTemplates = site.templates.forPage({ ...helpers, page: view });
  const render = (name: string, context: object) => templates.render(name, context);
  const part = (name: string, context: object) => render(`partials/${name}.njk`, context);
  return { templates, blocks: helpers.blocks, include: helpers.include };
}

/** Letters that stand for a face: of the first and the last name. */
function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends.map((part = '') => [...part][0] ?? '').join('');
}
