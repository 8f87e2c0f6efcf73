import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BackendName } from '../alis/backends/backend.ts';
import { createBackend } from '../alis/backends/backends.ts';
import { AlisError } from '../alis/errors.ts';
import { parseConfig } from '../alis/model/config.ts';
import { readSafetensors } from '../alis/model/safetensors.ts';
import { parseFixtureList } from '../alis/verify/cases.ts';
import { type Comparison, type Fixture, verify } from '../alis/verify/verify.ts';

const usage = `pagescape alis:verify DIR

Computes every case of DIR (config.json, weights, cases: a fixture) on each backend that runs in Node, prints the worst
difference of each case, and succeeds only if all are within tolerance.`;

const backends: readonly BackendName[] = ['reference', 'wasm'];

/** @returns 0 if every case is within its tolerance, 1 if not, 2 for wrong usage */
export async function run(args: string[]): Promise<number> {
  const directory = directoryOf(args);
  if (directory === undefined) {
    console.error(usage);
    return 2;
  }
  try {
    const fixture = await readFixture(directory);
    let failures = 0;
    for (const name of backends) {
      for await (const comparison of verify(fixture, (model) => createBackend(name, model))) {
        console.log(line(comparison));
        if (!within(comparison)) failures += 1;
      }
    }
    console.log(failures === 0 ? 'All within tolerance.' : `${failures} beyond tolerance.`);
    return failures === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof AlisError || isMissingFile(error))) throw error;
    console.error(error.message);
    return 1;
  }
}

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

function directoryOf(args: string[]): string | undefined {
  try {
    const { positionals } = parseArgs({ args, allowPositionals: true });
    return positionals.length === 1 ? positionals[0] : undefined;
  } catch {
    return undefined;
  }
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

function isMissingFile(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
