import { relative, sep } from 'node:path';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import type { RenderedPage } from '../../render/context.ts';
import { renderPage } from '../../render/page/page.ts';
import { pageOutput, prefixOf } from '../addresses.ts';
import type { BuildContext } from '../build-context.ts';
import { pageContext } from '../page-context.ts';
import { pictureBytes } from '../picture-bytes.ts';
import type { PageBytes, PageDependencies, PageReport } from '../report.ts';
import type { Questions } from '../resolver.ts';
import { idsIn, type LinkedPage } from './fragments.ts';
import type { Outputs, Owner } from './outputs.ts';

/** A page as it was written into the next site. */
export interface WrittenPage {
  report: PageReport;
  dependencies: PageDependencies;
  diagnostics: Diagnostic[];
  /** For links from and to its parts. */
  linked: LinkedPage;
}

/** Renders a page and writes it, with the files beside it, into the next site. */
export function writePage(page: ProjectPage, build: BuildContext): WrittenPage {
  const { slug, source } = page;
  const prefix = prefixOf(slug);
  const { site, resolver, diagnostics } = pageContext(source, prefix, build);
  const home = slug === '' ? {} : { home: `${prefix}index.html` };
  const rendered = renderPage(page, { ...site, ...home });
  diagnostics.push(...rendered.diagnostics);

  const output = pageOutput(slug);
  const files = [
    { path: output, text: rendered.html },
    ...rendered.files.map(({ name, text }) => ({
      path: output.slice(0, -'index.html'.length) + name,
      text,
    })),
  ];
  for (const { path, text } of files) {
    const conflict = build.outputs.claim(path, ownerOf(page));
    if (conflict) diagnostics.push(conflict);
    else build.staging.write(path, text);
  }
  return {
    report: {
      file: source.file,
      output,
      bytes: bytesOf(rendered, resolver, build),
      hosts: [...resolver.hosts].sort(),
    },
    linked: { slug, source, ids: idsIn(rendered.html), fragments: resolver.fragments },
    dependencies: dependenciesOf(rendered, resolver, build.options.root),
    diagnostics: [...diagnostics, ...publishFiles(page, rendered, resolver, build)],
  };
}

const ownerOf = ({ source: { file } }: ProjectPage): Owner => ({
  name: `the page ${file}`,
  source: file,
  place: () => ({ file, line: 1, column: 1 }),
});

/** Takes the paths of all pages, before any of them publishes a file there; who is too late is told when it is written. */
export function claimPages(pages: readonly ProjectPage[], outputs: Outputs): void {
  for (const page of pages) outputs.claim(pageOutput(page.slug), ownerOf(page));
}

/** Publishes what the page refers to; what is wrong is said where the page refers to it. */
function publishFiles(
  { source }: ProjectPage,
  { html }: RenderedPage,
  { files, places }: Questions,
  { published }: BuildContext,
): Diagnostic[] {
  return [...files].flatMap(([href, file]) => {
    const place = () => ({ file: source.file, ...placeOf(href) });
    return published.add(file, html, place);
  });

  function placeOf(href: string) {
    const at = places.get(href);
    return at ? source.locate(at.path, at.offset) : { line: 1, column: 1 };
  }
}

function bytesOf(
  { html, uses, pictures }: RenderedPage,
  questions: Questions,
  { theme, files }: BuildContext,
): PageBytes {
  const ofTheme = theme.use(uses, html);
  const later = [...questions.files.values()].filter(
    ({ kind }) => kind === 'video' || kind === 'weights',
  );
  return {
    html: Buffer.byteLength(html),
    ...ofTheme,
    pictures: pictureBytes(pictures, questions, files),
    onDemand: later.reduce((sum, { bytes }) => sum + bytes, ofTheme.onDemand),
  };
}

function dependenciesOf(
  { templates }: RenderedPage,
  { targets, files }: Questions,
  root: string,
): PageDependencies {
  return {
    templates: [...templates].sort(),
    addresses: [...targets].map(([url, { kind, asked }]) => ({ url, kind, asked: [...asked] })),
    files: [...files.values()].flatMap(({ content, hash }) =>
      typeof content === 'string'
        ? [{ file: relative(root, content).replaceAll(sep, '/'), hash }]
        : [],
    ),
  };
}
