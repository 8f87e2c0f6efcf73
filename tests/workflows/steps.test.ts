import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readArtifact } from '../../.github/scripts/preview/artifact.mjs';
import { replacePreview } from '../../.github/scripts/preview/branch.mjs';
import { commentBody } from '../../.github/scripts/preview/comment.mjs';
import { readWorkflow, repositoryRoot, stepsOf } from './workflow.ts';

const execute = promisify(execFile);

let folder: string;
let checkout: string;

/** The working tree as a runner would see it after `npm ci`, a repository with an origin. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steps-'));
  checkout = join(folder, 'checkout');
  await execute('git', ['init', '--quiet', '--bare', join(folder, 'origin')]);
  await execute('git', ['clone', '--quiet', join(folder, 'origin'), checkout]);
  const left = new Set(['.git', 'node_modules', 'dist', 'training', 'content', 'assets']);
  for (const name of (await readdir(repositoryRoot)).filter((name) => !left.has(name))) {
    await cp(join(repositoryRoot, name), join(checkout, name), { recursive: true });
  }
  // Compiled when the tests began: nothing of it is older than the copy.
  const compiled = await readdir(join(checkout, 'lib'));
  for (const stamp of compiled.filter((name) => name.startsWith('.'))) {
    await utimes(join(checkout, 'lib', stamp), new Date(), new Date());
  }
  // A page without pictures, which take long to make smaller.
  await mkdir(join(checkout, 'content'));
  await writeFile(join(checkout, 'content/alis.md'), '---\ntitle: One \\(x^2\\)\n---\nWords.\n');
  await symlink(join(repositoryRoot, 'node_modules'), join(checkout, 'node_modules'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Runs a step's script as GitHub does: with `bash -e`, at the root of the checkout. */
async function runStep(file: string, name: string): Promise<boolean> {
  const script = stepsOf(readWorkflow(file)).find((step) => step.name === name)?.run;
  if (script === undefined) throw new Error(`${file} has no step ${name}`);
  const path = join(folder, 'step.sh');
  await writeFile(path, script);
  const env = { ...process.env, BASE_PATH: '/site', BASE_URL: 'https://example.org/site' };
  return execute('bash', ['-e', path], { cwd: checkout, env, timeout: 60_000 }).then(
    () => true,
    () => false,
  );
}

test('what a runner installs and tests is what package.json offers', async () => {
  const { scripts } = JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8'));
  const commands = stepsOf(readWorkflow('test.yml')).flatMap(({ run }) => run ?? []);
  expect(commands).toEqual(['npm ci', 'npm test']);
  expect(scripts.test).toMatch(/vitest run/);
});

test('the untrusted half hands over a site and a report', { timeout: 60_000 }, async () => {
  expect(await runStep('preview-build.yml', 'Build')).toBe(true);
  const { site, leftOut, report } = await readArtifact(join(checkout, 'preview'), {
    scripts: false,
  });
  const pages = site.map(({ path }) => path).filter((path) => path.endsWith('.html'));
  expect(pages).toContain('alis/index.html');
  const drawings = leftOut.filter((path) => path.endsWith('.svg'));
  expect(drawings).toEqual([]);
  const body = commentBody({
    commit: '0'.repeat(40),
    url: 'https://example.org/',
    scripts: false,
    pages,
    leftOut,
    report,
  });
  expect(body).toMatch(/\[alis\/\]\(https:\/\/example\.org\/alis\/\) \| [\d.]+ kB \| [\d.]+ kB/);
});

test('a build with errors still hands over its report', { timeout: 60_000 }, async () => {
  const broken = join(checkout, 'content/broken.md');
  await writeFile(
    broken,
    '---\ntitle: Broken\nsections:\n  - title: One\n   paragraphs: []\n---\n',
  );
  await rm(join(checkout, 'preview'), { recursive: true, force: true });
  expect(await runStep('preview-build.yml', 'Build')).toBe(false);
  await rm(broken);
  const { site, report } = await readArtifact(join(checkout, 'preview'), { scripts: false });
  expect(site).toEqual([]);
  const body = commentBody({
    commit: '0'.repeat(40),
    scripts: false,
    pages: [],
    leftOut: [],
    report,
  });
  expect(body).toMatch(/content\/broken\.md:\d+:\d+ error yaml-syntax/);
});

test('a deployment has the site, and the previews beside it', { timeout: 60_000 }, async () => {
  expect(await runStep('deploy.yml', 'Build')).toBe(true);
  expect(await runStep('deploy.yml', 'Add the previews')).toBe(true);
  expect(existsSync(join(checkout, 'dist/previews'))).toBe(false);
  replacePreview(checkout, 7, [{ path: 'index.html', content: Buffer.from('seven') }]);
  expect(await runStep('deploy.yml', 'Add the previews')).toBe(true);
  expect(await readFile(join(checkout, 'dist/previews/pr-7/index.html'), 'utf8')).toBe('seven');
  expect(existsSync(join(checkout, 'dist/index.html'))).toBe(true);
});
