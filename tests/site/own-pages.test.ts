import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Whatever pages stand in this repository, ours or somebody else's.
test('the pages of this repository have no error', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'own-pages-'));
  const out = join(folder, 'dist');
  const build = [join(root, 'bin/pagescape.js'), 'build', root, '--out', out];
  await promisify(execFile)(process.execPath, build, { cwd: root });
  expect(existsSync(join(out, 'index.html'))).toBe(true);
  await rm(folder, { recursive: true });
});
