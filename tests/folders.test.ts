import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('..', import.meta.url));
const typescript = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'folders-'));
  copyFileSync(join(repository, 'folders.grit'), join(root, 'folders.grit'));
  const config = JSON.parse(readFileSync(join(repository, 'biome.json'), 'utf8'));
  write('biome.json', JSON.stringify({ ...config, vcs: { enabled: false } }));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Lints what was written. @returns rule and file of every error */
function lint(): { rule: string; path: string }[] {
  const args = ['lint', '--reporter=json', '--max-diagnostics=none'];
  const { stdout } = spawnSync(process.execPath, [biome, ...args], { cwd: root, encoding: 'utf8' });
  const found: { category: string; location: { path: string } }[] = JSON.parse(stdout).diagnostics;
  return found.map(({ category, location }) => ({ rule: category, path: location.path }));
}

/** What README draws as arrows: a folder imports from these and from itself. */
const arrows: Record<string, string[]> = {
  words: [],
  content: ['words'],
  alis: [],
  media: ['content'],
  render: ['content', 'words'],
  theme: ['content', 'render'],
  client: ['alis', 'words'],
  site: ['content', 'render', 'media', 'alis', 'words'],
  check: ['site', 'render', 'content', 'media'],
  serve: ['site', 'content'],
  cli: ['content', 'alis'],
  start: ['content', 'render', 'media'],
  commands: ['cli', 'check', 'serve', 'start', 'site', 'content', 'render', 'media', 'alis'],
};

/** Types of the platforms, as a folder's files see them. */
describe('the compiler', () => {
  const compile = (folder: string, text: string) => {
    write('x.ts', text);
    write('package.json', '{"type": "module"}');
    const project = {
      extends: join(repository, 'src', folder, 'tsconfig.json'),
      include: ['x.ts'],
    };
    write('tsconfig.json', JSON.stringify(project));
    symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
    const { stdout } = spawnSync(process.execPath, [typescript], { cwd: root, encoding: 'utf8' });
    return stdout;
  };

  it.each(['content', 'render'])('knows no page in %s', (folder) => {
    expect(compile(folder, 'export const body = document.body;\n')).toMatch(/'document'/);
  });

  it('knows a page, and no Node, in client', () => {
    const text = 'export const x = [document.body, navigator.gpu, process.version];\n';
    expect(compile('client', text)).toMatch(
      /^x\.ts\(1,\d+\): error TS\d+: Cannot find name 'process'\.[^\n]*\n$/,
    );
  });
});

describe('the linter', () => {
  it('knows every folder of src', () => {
    const folders = readdirSync(join(repository, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(Object.keys(arrows).sort()).toEqual(folders.sort());
  });

  it('refuses every import against the arrows, at any depth, and no other', () => {
    const folders = [...Object.keys(arrows), 'newcomer'];
    const refused: string[] = [];
    for (const from of folders) {
      for (const to of folders) {
        for (const [i, inner] of ['', 'a/', 'a/b/'].entries()) {
          const path = `src/${from}/${inner}${to}.ts`;
          write(path, `import '${'../'.repeat(i + 1)}${to}/x.ts';\n`);
          if (from !== to && !arrows[from]?.includes(to)) refused.push(path);
          // Without a line of its own a folder may import nothing, itself included.
          if (from === to && from === 'newcomer') refused.push(path);
        }
      }
    }
    const found = lint().filter(({ rule }) => rule === 'plugin');
    expect(found.map(({ path }) => path).sort()).toEqual(refused.sort());
  });

  it.each([
    "import type { X } from '../site/x.ts';\nexport type Y = X;\n",
    "export * from '../site/x.ts';\n",
    "export type { X } from '../site/x.ts';\n",
    "export type Y = import('../site/x.ts').X;\n",
    "export const load = () => import('../site/x.ts');\n",
  ])('sees through %j', (text) => {
    write('src/content/y.ts', text);
    expect(lint()).toEqual([{ rule: 'plugin', path: 'src/content/y.ts' }]);
  });

  it.each(['content', 'render', 'media'])('keeps the file system out of %s', (folder) => {
    write(`src/${folder}/a.ts`, "import { readFileSync } from 'node:fs';\nreadFileSync('x');\n");
    write(`src/${folder}/b.ts`, "export const load = () => import('node:fs/promises');\n");
    write(`src/${folder}/c.ts`, "process.getBuiltinModule('node:child_process');\n");
    write(`src/${folder}/d.ts`, "import { posix } from 'node:path';\nposix.join('a');\n");
    write('src/site/a.ts', "import { readFileSync } from 'node:fs';\nreadFileSync('x');\n");
    const found = lint().map(({ path }) => path);
    expect(found.sort()).toEqual(['a', 'b', 'c'].map((name) => `src/${folder}/${name}.ts`));
  });

  it('refuses circles, also of types alone', () => {
    write('src/site/a.ts', "import type { B } from './b.ts';\nexport type A = B | 1;\n");
    write('src/site/b.ts', "import type { A } from './c.ts';\nexport type B = A | 2;\n");
    write('src/site/c.ts', "export type { A } from './a.ts';\n");
    const circle = lint().filter(({ rule }) => rule === 'lint/suspicious/noImportCycles');
    expect(circle.map(({ path }) => path).sort()).toEqual(
      ['a', 'b', 'c'].map((name) => `src/site/${name}.ts`),
    );
  });
});
