import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replacePreview } from '../../.github/scripts/preview/branch.mjs';

let folder: string;

function git(repository: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  return execFileSync('git', ['-C', join(folder, repository), ...identity, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'branch-'));
  git('.', 'init', '--quiet', '--bare', '--initial-branch=main', 'origin');
  for (const checkout of ['one', 'two']) {
    git('.', 'clone', '--quiet', 'origin', checkout);
    git(checkout, 'commit', '--quiet', '--allow-empty', '-m', 'Begin');
  }
  git('one', 'push', '--quiet', 'origin', 'HEAD:main');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(path: string, text = path) {
  return { path, content: Buffer.from(text) };
}

function published(): string[] {
  return git('origin', 'ls-tree', '-r', '--name-only', 'previews').split('\n');
}

test('each pull request has a folder, replaced whole', () => {
  const one = join(folder, 'one');
  expect(replacePreview(one, 7, [file('index.html'), file('old/page.html')])).toBe(true);
  expect(replacePreview(join(folder, 'two'), 12, [file('index.html')])).toBe(true);
  expect(replacePreview(one, 7, [file('index.html', 'new'), file('a b/ü.css')])).toBe(true);
  expect(published()).toEqual(['pr-12/index.html', '"pr-7/a b/\\303\\274.css"', 'pr-7/index.html']);
  expect(git('origin', 'show', 'previews:pr-7/index.html')).toBe('new');
  expect(git('origin', 'rev-list', '--count', 'previews')).toBe('1');
});

test('what is published already is not published again', () => {
  const one = join(folder, 'one');
  replacePreview(one, 7, [file('index.html')]);
  expect(replacePreview(one, 7, [file('index.html')])).toBe(false);
});

test('a removed preview leaves the others', () => {
  const one = join(folder, 'one');
  expect(replacePreview(one, 7, [])).toBe(false);
  replacePreview(one, 7, [file('index.html')]);
  replacePreview(one, 71, [file('index.html')]);
  expect(replacePreview(one, 7, [])).toBe(true);
  expect(published()).toEqual(['pr-71/index.html']);
  expect(replacePreview(one, 7, [])).toBe(false);
});

test('who comes second at the same time keeps the first one’s', () => {
  replacePreview(join(folder, 'two'), 12, [file('index.html')]);
  const first = git('origin', 'rev-parse', 'previews');
  git('origin', 'update-ref', '-d', 'refs/heads/previews');
  const overtake = `#!/bin/sh\ntest -e ../overtaken || { touch ../overtaken; git -C ../origin update-ref refs/heads/previews ${first}; }\n`;
  writeFileSync(join(folder, 'one/.git/hooks/pre-push'), overtake, { mode: 0o755 });
  expect(replacePreview(join(folder, 'one'), 7, [file('index.html')])).toBe(true);
  expect(published()).toEqual(['pr-12/index.html', 'pr-7/index.html']);
});

test('the checkout itself stays as it was', () => {
  replacePreview(join(folder, 'one'), 7, [file('index.html')]);
  expect(git('one', 'status', '--porcelain')).toBe('');
  expect(git('origin', 'rev-list', '--count', 'main')).toBe('1');
});
