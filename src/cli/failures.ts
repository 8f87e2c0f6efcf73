import { AlisError } from '../alis/errors.ts';
import { version } from '../version.ts';

/** How the process ends. */
export const exitCodes = { done: 0, content: 1, usage: 2, fault: 3, machine: 4 } as const;

/** What was typed does not say what to do. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What the command was given to read is not what it has to be; the message names it. */
export class InputError extends Error {
  override name = 'InputError';
}

/** The machine, or what else runs on it, does not let the command do its work now. */
export class MachineError extends Error {
  override name = 'MachineError';
}

/** Why a command ended, in one sentence. */
export interface Failure {
  readonly exitCode: number;
  readonly kind: 'content' | 'usage' | 'fault' | 'machine';
  readonly message: string;
}

/** Errors of the operating system that neither pages nor our code can cause, in words. */
const machineErrors = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space is left on the disk'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EMFILE', 'too many files are open'],
  ['ENFILE', 'too many files are open on this machine'],
  ['EIO', 'the disk cannot be read or written'],
  ['EBUSY', 'another program uses it'],
  ['ETXTBSY', 'another program uses it'],
  ['ENOMEM', 'not enough memory'],
  ['ERR_MEMORY_ALLOCATION_FAILED', 'not enough memory'],
  ['EADDRINUSE', 'another program listens there; choose another --port'],
  ['EADDRNOTAVAIL', 'this machine has no such address'],
  ['ENOTFOUND', 'there is no host of this name'],
]);

/** What is wrong with a path that should lead to a file. */
const pathErrors = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'the path leads through something that is no folder'],
  ['EISDIR', 'this is a folder, and a file is needed'],
  ['ELOOP', 'its symbolic links lead in a circle'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENXIO', 'nothing can be read or written there'],
]);

/**
 * An error about a file that was named on the command line: whoever named it can mend it. Elsewhere the same errors would
 * be a fault of ours.
 * @param named the file, where the error itself does not say which
 */
export function aboutNamedFile(error: unknown, named: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof AlisError && kindOf(error) === 'content')
    return new InputError(`${named}: ${error.message}`);
  const { code, path, dest }: SystemError = error;
  const words = pathErrors.get(String(code));
  return words === undefined
    ? error
    : new InputError(`${dest ?? path ?? named}: ${words} (${code})`);
}

export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return failure('usage', message);
  if (error instanceof InputError) return failure('content', message);
  if (error instanceof MachineError) return failure('machine', message);
  if (error instanceof AlisError) return failure(kindOf(error), message);
  const machine = machineSentence(error);
  if (machine !== undefined) return failure('machine', machine);
  return failure('fault', faultSentence(error));
}

function failure(kind: Failure['kind'], message: string): Failure {
  return { exitCode: exitCodes[kind], kind, message };
}

/** The generator is given weights, numbers, and a machine to run on. */
function kindOf({ code }: AlisError): Failure['kind'] {
  if (code === 'range' || code === 'address') return 'usage';
  return code === 'backend' ? 'machine' : 'content';
}

/** Looks behind errors that only wrap another one. */
function machineSentence(error: unknown): string | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { code, path, dest, address, port, hostname }: SystemError = each;
    const words = machineErrors.get(String(code));
    if (words === undefined) continue;
    const place = path ?? dest ?? (port === undefined ? hostname : `${address}:${port}`);
    return [...(place === undefined ? [] : [place]), `${words} (${code})`].join(': ');
  }
  return undefined;
}

interface SystemError extends Error {
  code?: unknown;
  path?: string;
  dest?: string;
  address?: string;
  port?: number;
  hostname?: string;
}

/** An error's own message may be of several lines; one sentence holds its first. */
function faultSentence(error: unknown): string {
  const [found = ''] = String(error).split('\n');
  const where = `Pagescape ${version}, Node ${process.versions.node}, ${process.platform}`;
  return `a fault of Pagescape itself (${found}); please report it to its maintainers with this line, what --verbose adds, and the page that causes it (${where})`;
}

/** What the command line asks of messages, whatever else is wrong with it. */
export interface Voice {
  /** One JSON object on stdout. */
  readonly json: boolean;
  /** Stacks too. */
  readonly verbose: boolean;
}

export function voiceOf(args: readonly string[]): Voice {
  const json = args.some(
    (arg, i) => arg === '--format=json' || (arg === '--format' && args[i + 1] === 'json'),
  );
  return { json, verbose: args.includes('--verbose') };
}

/** Says why a command ended. @returns its exit code */
export function report(error: unknown, { json, verbose }: Voice): number {
  const { exitCode, kind, message } = failureOf(error);
  if (json) {
    const failed = { ok: false, diagnostics: [], error: { kind, message } };
    console.log(JSON.stringify(failed, null, 2));
  }
  // Takes the place of a line that shows progress.
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  // A command's own subject stands before what is wrong with it.
  console.error(kind === 'content' ? message : `pagescape: ${message}`);
  if (verbose && error instanceof Error) console.error(error.stack);
  return exitCode;
}
