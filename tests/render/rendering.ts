import { fileURLToPath } from 'node:url';
import type { Diagnostic } from '../../src/content/diagnostics.ts';
import type { ProjectPage } from '../../src/content/page.ts';
import { readPage } from '../../src/content/read-page.ts';
import type { RenderedPage, SiteContext } from '../../src/render/context.ts';
import type { FindGenerator } from '../../src/render/generator.ts';
import { renderPage } from '../../src/render/page/page.ts';
import type { Resolved } from '../../src/render/resolve.ts';
import { createTemplates, type TemplateSource } from '../../src/render/templates.ts';
import type { Theme } from '../../src/render/theme.ts';
import { readTemplates } from '../../src/site/input/read-templates.ts';
import { sourceTree } from '../../src/site/input/source-tree.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ours = readTemplates(sourceTree(root)).sources;

const feature = (name: string) => ({
  styles: [`${name}.css`],
  scripts: [],
  preload: [],
  files: [],
});

const theme: Theme = {
  files: {},
  features: {
    page: { ...feature('page'), scripts: ['page.js'], preload: ['serif.woff2'] },
    math: feature('math'),
    carousel: { ...feature('carousel'), scripts: ['carousel.js'] },
    alis: {
      ...feature('alis'),
      scripts: ['alis.js'],
      files: ['engine.js'],
      modules: { engine: 'engine.js' },
    },
    greek: { ...feature('greek'), ranges: [[0x370, 0x3ff]] },
  },
  icons: { arxiv: '<path d="M1 1"/>', github: '<path d="M2 2"/>', copy: '<path d="M3 3"/>' },
};

export interface Given {
  /** Templates of the author's. */
  templates?: Record<string, string>;
  /** What is known of files, by the address an author writes. */
  files?: Record<string, Partial<Resolved>>;
  generator?: FindGenerator;
  home?: string;
}

/** A site of our templates and the author's, with addresses answered as the test says. */
export function siteWith({ templates = {}, files = {}, home, generator }: Given = {}): SiteContext {
  const theirs = Object.entries(templates).map(([name, text]): [string, TemplateSource] => [
    name,
    { text, file: `templates/${name}` },
  ]);
  return {
    templates: createTemplates(new Map([...ours, ...theirs])),
    theme,
    themeUrl: '../theme/',
    resolve: ({ url }) => ({ href: url, local: false, ...files[url] }),
    generator: generator ?? (() => ({ code: 'no-weights', message: 'there is no generator' })),
    ...(home === undefined ? {} : { home }),
  };
}

/** The page that a content file describes. */
export function pageOf(text: string): { page: ProjectPage; diagnostics: Diagnostic[] } {
  const { page, diagnostics } = readPage('content/test.md', 'test', text);
  if (!page) throw new Error(`no page: ${diagnostics.map(({ message }) => message).join('; ')}`);
  return { page, diagnostics };
}

/** A content file as HTML, with the problems of reading and of rendering it. */
export function render(text: string, given?: Given): RenderedPage {
  const { page, diagnostics } = pageOf(text);
  const rendered = renderPage(page, siteWith(given));
  return { ...rendered, diagnostics: [...diagnostics, ...rendered.diagnostics] };
}

/** A page of front matter alone. */
export const renderYaml = (yaml: string, given?: Given) => render(`---\n${yaml}\n---\n`, given);

/** Problems as a test reads them. */
export const problems = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ code, file, line, column }) => `${file}:${line}:${column} ${code}`);

/** The part of a page between two marks. */
export function between(html: string, start: string, end: string): string {
  const from = html.indexOf(start);
  if (from < 0) throw new Error(`there is no ${start} in the page`);
  return html.slice(from, html.indexOf(end, from) + end.length);
}
