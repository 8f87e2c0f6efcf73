import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { type Build, buildSite } from '../../src/site/build.ts';
import type { BuildOptions } from '../../src/site/build-context.ts';

/** A folder for each test of a file, taken away after it. */
export interface Folder {
  readonly root: string;
  put(path: string, content?: string | Uint8Array): void;
  /** Builds the site in this folder into its dist. */
  build(options?: Partial<BuildOptions>): Promise<Build>;
  /** A file of the built site. */
  read(path: string): string;
}

export function useFolder(): Folder {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'pagescape-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  return {
    get root() {
      return root;
    },
    put(path, content = '') {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    build: (options = {}) =>
      buildSite({
        root,
        out: join(root, 'dist'),
        base: '/',
        strict: false,
        drafts: false,
        ...options,
      }),
    read: (path) => readFileSync(join(root, 'dist', path), 'utf8'),
  };
}

/** A content file with these lines of front matter below its title. */
export const page = (...lines: string[]): string =>
  ['---', 'title: A title', ...lines, '---', ''].join('\n');

/** A content file of one section with these lines of paragraphs, the first on line 6. */
export const section = (...lines: string[]): string =>
  page('sections:', '  - title: S', '    paragraphs:', ...lines.map((line) => `      ${line}`));

/** Problems as a test reads them. */
export const problemsOf = ({ diagnostics }: Build): string[] =>
  diagnostics.map(({ file, line, code }) => `${file}:${line} ${code}`);
