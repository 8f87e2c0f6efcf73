import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlisError } from '../../src/alis/errors.ts';
import { defineCommand } from '../../src/cli/define-command.ts';
import { aboutNamedFile, InputError, UsageError } from '../../src/cli/failures.ts';
import { flag } from '../../src/cli/options.ts';

let stdout: string[];
let stderr: string[];
beforeEach(() => {
  [stdout, stderr] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void stdout.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void stderr.push(line));
});
afterEach(() => vi.restoreAllMocks());

/** A command that ends by throwing this. */
function ending(error: unknown) {
  return defineCommand({
    name: 'try',
    summary: 'tries',
    description: 'Tries something.',
    operands: ['[root]'],
    options: { hard: flag('tries harder') },
    run: () => {
      throw error;
    },
  });
}

/** As Node throws them. */
const systemError = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: something, open '/x/y'`), { code, path: '/x/y', ...more });

describe('a command that fails', () => {
  const refusals = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'EIO'];

  it.each<[string, unknown, number]>([
    ['wrong usage', new UsageError('say it otherwise'), 2],
    ['input that is wrong', new InputError('x.pkl: no snapshot'), 1],
    ['weights that are wrong', new AlisError('tensor', 'b4 is missing'), 1],
    ['a number out of range', new AlisError('range', 'too far'), 2],
    ['no backend', new AlisError('backend', 'none runs here'), 4],
    ['a type that is wrong', new TypeError('x is not a function'), 3],
    ['a text', 'thrown', 3],
    ['a file that only we could miss', systemError('ENOENT'), 3],
    ...refusals.map((code): [string, unknown, number] => [code, systemError(code), 4]),
    ['a full disk, wrapped', new Error('cannot', { cause: systemError('ENOSPC') }), 4],
    ['a port in use', systemError('EADDRINUSE', { path: undefined, port: 80, address: '::' }), 4],
  ])('by %s, ends with its code and one line', async (_, error, exitCode) => {
    expect(await ending(error).run([])).toBe(exitCode);
    expect(stdout).toEqual([]);
    expect(stderr[0]).not.toMatch(/\n|^\s*at /);
    // Usage alone is followed by how it is used.
    expect(stderr.length).toBe(error instanceof UsageError ? 2 : 1);
  });

  it('names the place that the machine refuses', async () => {
    await ending(systemError('ENOSPC')).run([]);
    expect(stderr).toEqual(['pagescape: /x/y: no space is left on the disk (ENOSPC)']);
  });

  it('says how a fault of ours is reported, and shows its stack only when asked', async () => {
    const error = new RangeError('first line\nsecond line');
    expect(await ending(error).run(['--verbose'])).toBe(3);
    expect(stderr[0]).toMatch(
      /fault of Pagescape itself \(RangeError: first line\); please report/,
    );
    expect(stderr[0]).toMatch(/Pagescape \d+\.\d+\.\d+, Node \d+/);
    expect(stderr[1]).toBe(error.stack);
  });

  it.each([
    [['--format', 'json'], 'usage'],
    [['--format=json', '--hard'], 'usage'],
  ])('prints exactly one JSON object for %j', async (args, kind) => {
    expect(await ending(new Error('no')).run(args)).toBe(2);
    expect(stdout).toHaveLength(1);
    expect(JSON.parse(stdout[0] ?? '')).toMatchObject({ ok: false, error: { kind } });
  });
});

describe('a file that was named on the command line', () => {
  it.each(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG'])(
    'is for its author to mend: %s',
    (code) => {
      const error = aboutNamedFile(systemError(code), 'z');
      expect(error).toBeInstanceOf(InputError);
      expect(String(error)).toContain('/x/y: ');
    },
  );

  it('leaves other errors as they are', () => {
    const errors = [systemError('EACCES'), new TypeError('x'), 'text', undefined];
    expect(errors.map((error) => aboutNamedFile(error, 'z'))).toEqual(errors);
  });

  it('is named where the error does not name it', () => {
    const error = aboutNamedFile(systemError('EISDIR', { path: undefined }), 'z.png');
    expect(String(error)).toMatch(/^InputError: z\.png: this is a folder/);
  });
});
