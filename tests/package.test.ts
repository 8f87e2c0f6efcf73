import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('..', import.meta.url));
const typescript = join(repository, 'node_modules/typescript/bin/tsc');

let root: string;
let installed: string;

/** An empty project with the package, as it would be published, and what it depends on. */
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'package-'));
  installed = join(root, 'node_modules/pagescape');
  mkdirSync(installed, { recursive: true });
  const npm = (...args: string[]) =>
    execFileSync('npm', args, { cwd: repository, encoding: 'utf8' });
  npm('pack', '--ignore-scripts', '--silent', '--pack-destination', root);
  const [packed = ''] = readdirSync(root).filter((name) => name.endsWith('.tgz'));
  execFileSync('tar', ['xzf', join(root, packed), '-C', installed, '--strip-components=1']);
  const [, ...dependencies] = npm('ls', '--omit=dev', '--all', '--parseable').trim().split('\n');
  for (const path of dependencies) {
    const link = join(root, relative(repository, path));
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(path, link, 'junction');
  }
  mkdirSync(join(root, 'node_modules/.bin'));
  symlinkSync(join(installed, 'bin/pagescape.js'), join(root, 'node_modules/.bin/pagescape'));
  write('package.json', '{"type": "module"}');
  write('content/page.md', '---\ntitle: A page\n---\nSome text, \\(x^2\\).\n');
}, 120_000);
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function run(script: string, ...args: string[]) {
  return spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' });
}

/** What `preview` answers for the root of a folder's site. */
async function served(command: string, folder: string): Promise<Response> {
  const server = spawn(process.execPath, [command, 'preview', '--port', '0'], { cwd: folder });
  try {
    const [line] = await once(server.stdout, 'data');
    const [url = ''] = /http:\S+/.exec(String(line)) ?? [];
    return await fetch(url);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

function files(ending: string): string[] {
  const names = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending));
}

describe('the package', () => {
  it('builds a site when it is imported', () => {
    write(
      'script.js',
      `import { buildSite, frontMatterJsonSchema, readPage, version } from 'pagescape';
       const report = await buildSite({ root: '.' });
       const { diagnostics } = readPage('x.md', 'x', '---\\ntitel: X\\n---\\n');
       const { properties } = frontMatterJsonSchema();
       console.log(JSON.stringify({ version, report, diagnostics, keys: Object.keys(properties) }));`,
    );
    const { stdout, stderr } = run('script.js');
    expect(stderr).toBe('');
    const { report, diagnostics, keys } = JSON.parse(stdout);
    expect(report).toMatchObject({ ok: true, pages: [{ output: 'page/index.html' }] });
    expect(diagnostics).toMatchObject([
      { code: 'missing-key', file: 'x.md' },
      { code: 'unknown-key', file: 'x.md', line: 2, column: 1 },
    ]);
    expect(keys).toContain('title');
    expect(readFileSync(join(root, 'dist/page/index.html'), 'utf8')).toContain('A page');
  });

  it('draws a tile when its generator is imported', () => {
    const [model = ''] = readdirSync(join(installed, 'assets/models')).filter((name) =>
      name.endsWith('.safetensors'),
    );
    write(
      'tile.js',
      `import { readFileSync } from 'node:fs';
       import { createEngine, parsePanorama } from 'pagescape/alis';
       const weights = readFileSync('node_modules/pagescape/assets/models/${model}');
       const engine = await createEngine(weights, { backends: ['wasm'] });
       const { width, height, data } = await engine.tile(parsePanorama('7'), 0);
       console.log(JSON.stringify([width * height * 4 === data.length, engine.stats().backend]));`,
    );
    const { stdout, stderr } = run('tile.js');
    expect({ stdout, stderr }).toEqual({ stdout: '[true,"wasm"]\n', stderr: '' });
  });

  it('has types that hold', () => {
    write(
      'typed.ts',
      `import { buildSite, type BuildReport, type Diagnostic, readPage } from 'pagescape';
       import { AlisError, createEngine, type Engine, parsePanorama } from 'pagescape/alis';
       const report: BuildReport = await buildSite({ root: '.', strict: true });
       const places: string[] = report.diagnostics.map(
         ({ file, line, column, code }: Diagnostic) => \`\${file}:\${line}:\${column} \${code}\`,
       );
       const title: string | undefined = readPage('x.md', 'x', '').page?.slug;
       const engine: Engine = await createEngine(new Uint8Array(), { backends: ['wasm'] });
       const { data }: { data: Uint8ClampedArray } = await engine.tile(parsePanorama('7'), 0);
       // @ts-expect-error a root is needed
       await buildSite({ strict: true });
       // @ts-expect-error there is no such backend
       await createEngine(new Uint8Array(), { backends: ['abacus'] });
       export { AlisError, data, places, title };\n`,
    );
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
    const { stdout } = run(
      typescript,
      ...options,
      '--lib',
      'es2023,dom',
      '--types',
      '',
      'typed.ts',
    );
    expect(stdout).toBe('');
  });

  it('has its command', () => {
    const { status, stdout } = run(join(installed, 'bin/pagescape.js'), 'build', '--out', 'site');
    expect({ status, stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/1 page/),
    });
  });

  it('begins a folder of its own, which builds without a problem and is served', async () => {
    const command = join(installed, 'bin/pagescape.js');
    for (const [options, output] of [
      [[], 'index.html'],
      [['--site'], 'first-paper/index.html'],
    ] as const) {
      const folder = join(root, 'mine', output.slice(0, 5));
      const { status, stdout } = run(command, 'init', folder, ...options);
      expect({ status, stdout }).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/ && npm install\n {2}npm run dev\n$/),
      });
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
      const given = ['--format', 'json', '--url', 'https://lab.example/paper'];
      const build = spawnSync('npm', ['run', '--silent', 'build', '--', ...given], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(JSON.parse(build.stdout)).toMatchObject({
        ok: true,
        diagnostics: [],
        pages: [{ output }],
      });
      for (const schema of ['page', 'site'])
        expect(existsSync(join(folder, `node_modules/pagescape/lib/schemas/${schema}.json`))).toBe(
          true,
        );
      expect(await served(command, folder)).toMatchObject({ status: 200 });
    }
  });

  it('says what to do where it was installed from git without scripts', () => {
    const uncompiled = join(root, 'uncompiled/bin/pagescape.js');
    write('uncompiled/bin/pagescape.js', readFileSync(join(installed, 'bin/pagescape.js'), 'utf8'));
    const { status, stderr } = run(uncompiled, 'build');
    expect({ status, stderr }).toEqual({
      status: 4,
      stderr: expect.stringContaining('npm install --ignore-scripts=false '),
    });
  });

  it('holds no module that needs what is not installed with it', () => {
    const modules = files('.js').filter(
      // Scripts of pages run in browsers.
      (name) =>
        name.startsWith('lib') &&
        !['files', 'dev'].some((folder) => name.startsWith(join('lib', 'theme', folder))),
    );
    expect(modules.length).toBeGreaterThan(100);
    const paths = modules.map((name) => `./node_modules/pagescape/${name.replaceAll('\\', '/')}`);
    write(
      'all.js',
      `for (const path of ${JSON.stringify(paths)})
         await import(path).catch(({ message }) => console.log(path, message));`,
    );
    const { stdout, stderr } = run('all.js');
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
  });

  it('holds every font once, with its licence beside it', () => {
    const fonts = files('.woff2');
    const hashes = fonts.map((name) =>
      createHash('sha256')
        .update(readFileSync(join(installed, name)))
        .digest('hex'),
    );
    expect(fonts.length).toBeGreaterThan(20);
    expect(new Set(hashes).size).toBe(fonts.length);
    const families = new Set(
      fonts.map((name) => /^(?:source-\w+|KaTeX)/.exec(basename(name))?.[0]),
    );
    expect([...families].sort()).toEqual(['KaTeX', 'source-sans', 'source-serif']);
    for (const family of ['source-sans', 'source-serif']) {
      const licence = join(installed, dirname(fonts[0] ?? ''), `${family}.LICENSE.txt`);
      expect(readFileSync(licence, 'utf8')).toMatch(/SIL OPEN FONT LICENSE Version 1\.1/i);
    }
  });

  it('holds what its README shows', () => {
    const readme = readFileSync(join(installed, 'README.md'), 'utf8');
    const pictures = Array.from(
      readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g),
      ([, path = '']) => path,
    );
    expect(pictures.length).toBeGreaterThan(0);
    for (const path of pictures) expect(existsSync(join(installed, path)), path).toBe(true);
  });
});
