import type { Diagnostic } from '../content/diagnostics.ts';
import type { ProjectPage } from '../content/page.ts';
import type { Path } from '../content/prose.ts';
import type { FinishedPage } from '../site/output/new-site.ts';
import { fileFor, targetOf } from './links.ts';
import type { SiteText, SiteView } from './site-view.ts';

type Budget = NonNullable<ProjectPage['budget']>;

/** What weighs more than `budget:` of the page, or of the site, allows. */
export function overBudget(view: SiteView): Diagnostic[] {
  const ofSite: Partial<Budget> = view.site.settings.site.budget ?? {};
  return view.texts.flatMap((text) => {
    const { page } = text;
    if (!page) return [];
    const limits = { ...ofSite, ...page.page.budget };
    return [...faults(page, text, limits, view)].map(({ path, message, hint }) => {
      const problem = view.problemOf(page, path, { code: 'over-budget', message, hint });
      return limits.over === 'fail' ? { ...problem, severity: 'error' as const } : problem;
    });
  });
}

interface Fault {
  path: Path;
  message: string;
  hint: string;
}

function* faults(
  page: FinishedPage,
  text: SiteText,
  { page: whole, picture, video, script }: Partial<Budget>,
  view: SiteView,
): Generator<Fault> {
  const { report, pictures, questions } = page;
  const placeOf = (href: string): Path => questions.places.get(href)?.path ?? ['title'];
  for (const { href, bytes } of pictures)
    if (picture !== undefined && bytes > picture)
      yield {
        path: placeOf(href),
        message: `this picture weighs ${sizeText(bytes)}, and may weigh ${sizeText(picture)}`,
        hint: 'make it smaller, or save a photograph as JPEG or WebP rather than PNG',
      };
  for (const [href, { kind, bytes }] of questions.files)
    if (kind === 'video' && video !== undefined && bytes > video)
      yield {
        path: placeOf(href),
        message: `this video weighs ${sizeText(bytes)}, and may weigh ${sizeText(video)}`,
        hint: 'encode it with fewer bits: ffmpeg -i in.mp4 -crf 28 out.mp4',
      };
  const own = ownFiles(text, view);
  const scripts = report.bytes.js + own.scripts;
  if (script !== undefined && scripts > script)
    yield {
      path: ['budget', 'script'],
      message: `the scripts of this page weigh ${sizeText(scripts)}, and may weigh ${sizeText(script)}`,
      hint: 'leave out what the page can do without',
    };
  const { html, css, js, fonts, pictures: shown } = report.bytes;
  const total = html + css + js + fonts + shown + own.scripts + own.styles;
  if (whole !== undefined && total > whole)
    yield {
      path: ['budget', 'page'],
      message: `this page weighs ${sizeText(total)}, and may weigh ${sizeText(whole)}; pictures ${sizeText(shown)}`,
      hint: 'smaller pictures help most; videos are not counted here',
    };
}

/** Bytes of the author's own scripts and styles, which the page loads beside ours. */
function ownFiles({ html, path }: SiteText, view: SiteView): { scripts: number; styles: number } {
  const sizeOf = (url: string | undefined) => {
    const target = url === undefined ? undefined : targetOf(url, path, view.base);
    if (target?.kind !== 'inside' || target.path.startsWith('theme/')) return 0;
    const file = fileFor(target.path, view.paths);
    return file === undefined ? 0 : view.site.read(file).length;
  };
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
  const elements = html?.elements ?? [];
  return {
    scripts: sum(
      elements.flatMap(({ name, attributes: { src } }) => (name === 'script' ? [sizeOf(src)] : [])),
    ),
    styles: sum(
      elements.flatMap(({ name, attributes: { rel, href } }) =>
        name === 'link' && /\bstylesheet\b/i.test(rel ?? '') ? [sizeOf(href)] : [],
      ),
    ),
  };
}

/** `812 B`, `14.6 kB`, `2.6 MB`. */
function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
