import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ThemeFiles } from './theme-files.ts';

const require = createRequire(import.meta.url);

/** KaTeX's style sheet with its fonts in one format, the one that every browser of today reads. */
export function makeKatex(files: ThemeFiles): { css: string; files: string[] } {
  const folder = dirname(require.resolve('katex/dist/katex.min.css'));
  const fonts: string[] = [];
  const css = readFileSync(join(folder, 'katex.min.css'), 'utf8').replace(
    /src:url\(([^)]+\.woff2)\)[^;}]*/g,
    (_, path: string) => {
      const name = path.replace(/^fonts\//, '');
      const font = files.add(name, readFileSync(join(folder, path)));
      fonts.push(font);
      return `src:url(${font}) format("woff2")`;
    },
  );
  return { css, files: fonts };
}
