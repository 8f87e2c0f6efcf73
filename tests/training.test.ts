import { spawn, spawnSync } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** A Python that has PyTorch: the system's own may, where one that comes first in the path does not. */
const python = ['python3', '/usr/bin/python3', 'python'].find(
  (command) => spawnSync(command, ['-c', 'import torch']).status === 0,
);
if (!python) console.warn('The tests of training/ are skipped: no Python here can import torch.');

/** Resolves to the exit code and what was said. One thread, and after the tests that run beside it. */
function run(command: string, args: string[]): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
    const child = spawn(command, args, { cwd: repository, env });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    child.on('spawn', () => setPriority(child.pid ?? 0, constants.priority.PRIORITY_BELOW_NORMAL));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, said }));
  });
}

describe('training', () => {
  it.skipIf(!python)('passes its own tests, in Python', { timeout: 1_200_000 }, async () => {
    const { status, said } = await run(python ?? '', [
      '-m',
      'unittest',
      'discover',
      'training/tests',
    ]);
    expect(said).toMatch(/Ran [1-9]\d* tests? in/);
    expect(status, said).toBe(0);
  });
});
