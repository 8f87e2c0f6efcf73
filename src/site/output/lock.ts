import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** Another build is at work on the same folder, and does not come to an end. */
export class BusyOutputError extends Error {
  override name = 'BusyOutputError';
}

const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** This process, in a name: `1234-0a1b2c3d`. */
export const ownProcess = `${process.pid}-${machine}`;

const hour = 3_600_000;

/** Whether the process that left something may still be at work. @param name a name by {@link ownProcess} */
export function mayBeAlive(name: string, path: string): boolean {
  const [, pid, host] = /^(\d+)-([\da-f]{8})/.exec(name) ?? [];
  if (host !== machine) {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && Date.now() - stats.mtimeMs < hour;
  }
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Does something that only one build may do at a time: others wait for it.
 * @throws {BusyOutputError} after a minute
 */
export async function locked<Result>(path: string, work: () => Result): Promise<Result> {
  const patience = Date.now() + 60_000;
  while (!take(path)) {
    if (Date.now() > patience)
      throw new BusyOutputError(
        `another build is at work here for more than a minute; if there is none, delete ${path}`,
      );
    await setTimeout(20);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, ownProcess, { flag: 'wx' });
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  if (!mayBeAlive(holderOf(path), path)) rmSync(path, { force: true });
  return false;
}

function holderOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
