import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/pagescape.js', import.meta.url));
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'pagescape-'));
  mkdirSync(join(root, 'content'));
  symlinkSync('circle', join(root, 'circle'));
});
afterAll(() => rmSync(root, { recursive: true }));

const pagescape = (...args: string[]) => runWith([], args);

function runWith(nodeOptions: string[], args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, bin, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const write = (text: string) => writeFileSync(join(root, 'content/one.md'), text);

it('ends with 0 when a site was built, and says what it weighs', () => {
  write('---\ntitle: One\n---\n');
  const { status, stdout, stderr } = pagescape('build', '--url', 'https://example.org/x');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^page +HTML +CSS +JS +fonts +pictures on demand\none\/index\.html +\d/);
  expect(stdout).toMatch(/1 page in dist \(\d+\.\d\d s\)/);
});

it('ends with 1 when content has errors, and leaves what was built', () => {
  write('---\ntitle: One\nlang: en\nlang: de\n---\n');
  const before = readFileSync(join(root, 'dist/one/index.html'), 'utf8');
  const { status, stderr } = pagescape('build');
  expect(status).toBe(1);
  expect(stderr).toMatch(/^content\/one\.md:4:1 error\[duplicate-key\]/);
  expect(readFileSync(join(root, 'dist/one/index.html'), 'utf8')).toBe(before);
  expect(pagescape('build', '--format', 'github').stdout).toMatch(
    /^::error file=content\/one\.md,line=4,col=1,title=duplicate-key::/,
  );
  expect(JSON.parse(pagescape('build', '--format', 'json').stdout)).toMatchObject({
    ok: false,
    diagnostics: [
      { code: 'duplicate-key', file: 'content/one.md', line: 4, column: 1 },
      { code: 'no-site-url', severity: 'note', file: 'site.yml', line: 1, column: 1 },
    ],
  });
});

it('knows where the site will stand from site.yml, else from --url', () => {
  write('---\ntitle: One\n---\n');
  const canonicalAfter = (...options: string[]) => {
    expect(pagescape('build', ...options).status).toBe(0);
    const html = readFileSync(join(root, 'dist/one/index.html'), 'utf8');
    return /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1];
  };
  expect(canonicalAfter('--url', 'https://lab.example/x')).toBe('https://lab.example/x/one/');
  writeFileSync(join(root, 'site.yml'), 'url: https://own.example/');
  expect(canonicalAfter('--url', 'https://lab.example/x')).toBe('https://own.example/one/');
  rmSync(join(root, 'site.yml'));
});

it('makes errors of warnings when it is strict', () => {
  write('---\ntitle: One\nlnks: {}\n---\n');
  expect(pagescape('build').status).toBe(0);
  expect(pagescape('build', '--strict').status).toBe(1);
});

it.each([
  [['biuld'], 'did you mean build?'],
  [['build', '--strct'], 'did you mean --strict?'],
  [['build', '--format', 'xml'], '--format is pretty, json, github, sarif, not xml'],
  [['build', '--url', 'lab.example/x'], 'such as https://example.org/project/, not lab.example/x'],
  [['build', '--url', 'https://lab.example/index.html'], 'not https://lab.example/index.html'],
  [['build', 'no-such-folder'], 'there is no folder no-such-folder'],
  [['build', 'content/one.md'], 'there is no folder content/one.md'],
  [['build', 'content/one.md/x'], 'there is no folder content/one.md/x'],
  [['build', 'circle'], 'there is no folder circle'],
  [['build', 'x'.repeat(300)], 'there is no folder xxx'],
  [['build', '--out', '.'], 'holds the sources themselves'],
  [['build', '--out', 'content'], 'holds the sources of the site'],
  [['preview', '--port', 'x'], '--port is an integer from 0 to 65535, not x'],
])('ends with 2 for %j', (args, message) => {
  const { status, stderr } = pagescape(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(existsSync(join(root, 'content/one.md'))).toBe(true);
});

it('ends with 3 for what is thrown where no command catches it, in one line', () => {
  // Throws from a callback as soon as somebody listens for such errors.
  const preload = `
    const { once } = process;
    process.once = function (event, ...rest) {
      if (event === 'uncaughtException') setImmediate(() => { throw new TypeError('late'); });
      return once.call(this, event, ...rest);
    };`;
  const options = ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const pretty = runWith(options, ['build']);
  expect(pretty).toMatchObject({ status: 3, stdout: '' });
  expect(pretty.stderr).toMatch(/^pagescape: a fault of Pagescape itself \(TypeError: late\).*\n$/);
  const json = runWith(options, ['build', '--format', 'json']);
  expect(json.status).toBe(3);
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, error: { kind: 'fault' } });
});

// Writing to this device always finds the disk full.
it.skipIf(!existsSync('/dev/full'))('ends with 4 when the disk is full', () => {
  const { status, stderr } = pagescape('alis:panorama', '--frames', '1', '--out', '/dev/full');
  expect({ status, stderr }).toEqual({
    status: 4,
    stderr: 'pagescape: no space is left on the disk (ENOSPC)\n',
  });
});

it('explains itself when asked', () => {
  expect(pagescape('--help')).toMatchObject({ status: 0 });
  expect(pagescape('build', '--help').stdout).toContain('--strict');
  expect(pagescape('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
