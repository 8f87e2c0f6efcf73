import { existsSync } from 'node:fs';
import { delimiter, extname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Diagnostic, diagnostic } from '../content/diagnostics.ts';
import { fileFor, targetOf } from './links.ts';
import type { SiteText, SiteView } from './site-view.ts';

/** Screens that pages are looked at on, in CSS pixels. */
const screens = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 375, height: 700, colorScheme: 'dark' },
] as const;

/** Opens a browser, or says why there is none. */
export type OpenBrowser = () => Promise<Browser | string>;

/** What axe says of a page. https://github.com/dequelabs/axe-core */
interface AxeResult {
  violations: {
    id: string;
    help: string;
    nodes: { html: string; target: unknown[] }[];
  }[];
}

/**
 * What axe finds on the built pages, large and light, then small and dark. It and Playwright are only looked for here:
 * a site without them builds as well.
 */
export async function browserProblems(
  view: SiteView,
  open: OpenBrowser,
  onProgress?: (done: number, total: number) => void,
): Promise<Diagnostic[]> {
  const browser = await open();
  if (typeof browser === 'string') return [withoutBrowser(browser)];
  const axe = await import('axe-core')
    .then(({ default: { source } }) => source)
    .catch(() => undefined);
  if (axe === undefined) return [withoutBrowser('axe-core is not installed')];
  const pages = view.texts.filter(({ page }) => page !== undefined);
  const problems: Diagnostic[] = [];
  try {
    for (const [index, text] of pages.entries()) {
      const results = await Promise.all(
        screens.map(async ({ colorScheme, ...viewport }) => {
          const context = await browser.newContext({ viewport, colorScheme });
          const tab = await context.newPage();
          await tab.route('**/*', async (route) => {
            const target = targetOf(route.request().url(), '', view.base);
            const file = target.kind === 'inside' ? fileFor(target.path, view.paths) : undefined;
            if (file === undefined) return route.abort();
            const contentType = types[extname(file)];
            return route.fulfill({
              path: join(view.site.folder, file),
              ...(contentType === undefined ? {} : { contentType }),
            });
          });
          await tab.goto(new URL(encodeURI(text.path), view.base).href);
          await tab.evaluate(axe);
          const result: AxeResult = await tab.evaluate('axe.run()');
          await context.close();
          return result;
        }),
      );
      problems.push(...problemsOf(results, text, view));
      onProgress?.(index + 1, pages.length);
    }
  } finally {
    await browser.close();
  }
  return problems;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

function problemsOf(results: readonly AxeResult[], text: SiteText, view: SiteView): Diagnostic[] {
  const told = new Set<string>();
  return results
    .flatMap(({ violations }) => violations)
    .flatMap(({ id, help, nodes }) =>
      nodes.flatMap(({ html, target }) => {
        const where = target.join(' ');
        if (told.has(`${id} ${where}`)) return [];
        told.add(`${id} ${where}`);
        const offset = Math.max(0, text.text.indexOf(html));
        const hint = `axe rule ${id}; dequeuniversity.com/rules/axe says more`;
        const message = `${help}: ${where}`;
        return [view.problemAt(text, offset, [html], { code: 'accessibility', message, hint })];
      }),
    );
}

/** Opens the browser that `CHROME_PATH` names or that is installed. */
export const openInstalled: OpenBrowser = async () => {
  const playwright = await import('playwright-core').catch(() => undefined);
  if (!playwright) return 'playwright-core is not installed';
  // As root, and in most containers, Chrome cannot set up its sandbox; the pages are the author's own.
  const args = process.platform === 'linux' ? ['--no-sandbox'] : [];
  for (const installation of installations()) {
    const browser = await playwright.chromium
      .launch({ ...installation, args })
      .catch(() => undefined);
    if (browser) return browser;
  }
  const named = process.env.CHROME_PATH;
  return named
    ? `${named}, which CHROME_PATH names, does not start`
    : 'no Chrome, Edge or Chromium starts';
};

/** Where a browser may be, in the words of Playwright; nothing stands for its own. */
function installations(): { executablePath?: string; channel?: string }[] {
  const named = process.env.CHROME_PATH;
  if (named) return [{ executablePath: named }];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const found = ['chromium', 'chromium-browser', 'google-chrome']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .filter((path) => existsSync(path));
  return [
    { channel: 'chrome' },
    ...found.map((executablePath) => ({ executablePath })),
    { channel: 'msedge' },
    {},
  ];
}

const withoutBrowser = (why: string): Diagnostic =>
  diagnostic(
    'no-browser',
    'content',
    { line: 1, column: 1 },
    `the pages were not looked at in a browser: ${why}`,
    'npm install --save-dev playwright-core axe-core, and Chrome; CHROME_PATH may name it',
  );
