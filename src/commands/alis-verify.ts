import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createBackend, nodeBackends } from '../alis/backends/backends.ts';
import { AlisError } from '../alis/errors.ts';
import { parseConfig } from '../alis/model/config.ts';
import { readSafetensors } from '../alis/model/safetensors.ts';
import type { Model } from '../alis/model/weights.ts';
import { parseFixtureList } from '../alis/verify/cases.ts';
import { type Comparison, type Fixture, verify } from '../alis/verify/verify.ts';
import { defineCommand } from '../cli/define-command.ts';
import { aboutNamedFile, exitCodes } from '../cli/failures.ts';

export const command = defineCommand({
  name: 'alis:verify',
  summary: 'checks the ALIS generator against reference outputs',
  description: `Computes every case of DIR (config.json, weights, cases: a fixture) on each backend that runs in Node, prints the worst
difference of each case, and succeeds only if all are within tolerance.`,
  operands: ['DIR'],
  options: {},
  async run({ operands: [directory] }) {
    const fixture = await readFixture(directory).catch((error: unknown) => {
      throw aboutNamedFile(error, directory);
    });
    let failures = 0;
    for (const name of nodeBackends) {
      const create = (model: Model) => createBackend(name, model);
      for await (const comparison of verify(fixture, { name, create })) {
        console.log(line(comparison));
        if (!within(comparison)) failures += 1;
      }
    }
    console.log(failures === 0 ? 'All within tolerance.' : `${failures} beyond tolerance.`);
    return failures === 0 ? exitCodes.done : exitCodes.content;
  },
});

/** Reads config.json, and what it points to. */
export async function readFixture(directory: string): Promise<Fixture> {
  const list = parseFixtureList(await readJson(join(directory, 'config.json')));
  const configPath = resolve(directory, list.config ?? 'config.json');
  return {
    config: parseConfig(await readJson(configPath)),
    cases: list.cases,
    weights: await readFile(resolve(directory, list.weights)),
    tensors: readSafetensors(await readFile(resolve(directory, list.cases_file))),
  };
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AlisError('config', `${path} is not JSON`, { cause });
  }
}

function within({ difference, tolerance }: Comparison): boolean {
  return difference <= tolerance;
}

function line(comparison: Comparison): string {
  const { backend, name, difference, tolerance } = comparison;
  const verdict = within(comparison) ? 'ok  ' : 'FAIL';
  const figures = `${difference.toExponential(1)} of ${tolerance.toExponential(0)}`;
  return `${verdict} ${backend.padEnd(9)} ${name.padEnd(32)} ${figures}`;
}
