import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failed, main } from '../../src/cli.ts';
import { BusyOutputError } from '../../src/site/output/lock.ts';
import { ForeignOutputError } from '../../src/site/output/staging.ts';

const buildSite = vi.hoisted(() => vi.fn());
vi.mock('../../src/site/build.ts', () => ({ buildSite }));

let stdout: string[];
let stderr: string[];
beforeEach(() => {
  [stdout, stderr] = [[], []];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void stdout.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void stderr.push(line));
});
afterEach(() => vi.restoreAllMocks());

/** Names of all commands, as the list of them prints. */
async function commandNames(): Promise<string[]> {
  await main(['--help']);
  const names = [...(stdout.pop() ?? '').matchAll(/^ {2}([a-z:]+) {2,}\S/gm)];
  return names.map(([, name = '']) => name);
}

describe('the command line', () => {
  it('lists a command for each that has a file', async () => {
    const folder = fileURLToPath(new URL('../../src/commands', import.meta.url));
    const modules = await Promise.all(
      readdirSync(folder).map((file) => import(`../../src/commands/${file.slice(0, -3)}.ts`)),
    );
    const declared = modules.flatMap(({ command }) => (command ? [command.name] : []));
    expect((await commandNames()).sort()).toEqual(declared.sort());
  });

  it('answers --help of every command, whatever stands beside it', async () => {
    for (const name of await commandNames()) {
      for (const args of [['--help'], ['-h'], ['one', 'two', 'three', '--nonsense', '--help']]) {
        expect(await main([name, ...args])).toBe(0);
        expect(stdout.pop()).toMatch(new RegExp(`^usage: pagescape ${name} [^]*--verbose `));
      }
    }
    expect(stderr).toEqual([]);
  });

  it('names the option that was meant, for every command', async () => {
    for (const name of await commandNames()) {
      expect(await main([name, 'a', 'b', '--verbse'])).toBe(2);
      expect(stderr[0]).toBe('pagescape: there is no option --verbse; did you mean --verbose?');
      expect(stderr[1]).toContain(`usage: pagescape ${name}`);
      stderr.length = 0;
    }
  });

  it('names the command that was meant', async () => {
    expect(await main(['panorama'])).toBe(2);
    expect(await main(['previw'])).toBe(2);
    expect(stderr.join('\n')).toContain('there is no command "previw"; did you mean preview?');
    expect(await main(['constructor'])).toBe(2);
    expect(await main([])).toBe(2);
  });
});

describe('--format json', () => {
  const busy = () => new BusyOutputError('another build is at work here');
  const foreign = () => new ForeignOutputError('there are files that no build wrote');
  const enospc = () => Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC', path: '/d' });

  it.each([
    ['a fault of ours', () => Promise.reject(new TypeError('x is not a function')), 3, 'fault'],
    ['a full disk', () => Promise.reject(enospc()), 4, 'machine'],
    ['a folder that another build holds', () => Promise.reject(busy()), 4, 'machine'],
    ['a folder of somebody else', () => Promise.reject(foreign()), 2, 'usage'],
  ])('prints one JSON object for %s', async (_, build, exitCode, kind) => {
    buildSite.mockImplementation(build);
    expect(await main(['build', '--format', 'json'])).toBe(exitCode);
    expect(stdout).toHaveLength(1);
    expect(JSON.parse(stdout[0] ?? '')).toMatchObject({ ok: false, error: { kind } });
    expect(stderr.join('\n')).not.toContain('    at ');
  });

  it('prints one for what no command could catch', () => {
    expect(failed(new TypeError('late'), ['build', '--format=json'])).toBe(3);
    expect(JSON.parse(stdout.join(''))).toMatchObject({ error: { kind: 'fault' } });
  });
});

describe('--base', () => {
  const report = { ok: true, pages: [], diagnostics: [], milliseconds: 1 };

  it.each([
    ['/x', '/x/'],
    ['x', '/x/'],
    ['/x/', '/x/'],
    ['x/y/', '/x/y/'],
    ['//x', '/x/'],
    ['/', '/'],
    ['', '/'],
    ['/a b/ü', '/a%20b/%C3%BC/'],
    ['/a/../b', '/b/'],
  ])('%j is %s', async (given, base) => {
    buildSite.mockResolvedValue(report);
    expect(await main(['build', `--base=${given}`])).toBe(0);
    expect(buildSite.mock.lastCall?.[0]).toMatchObject({ base });
  });

  it.each(['https://example.org/x/', 'C:/Program Files/x', '/x?y', '/x#y'])(
    'is no path of a host: %s',
    async (given) => {
      expect(await main(['build', '--base', given])).toBe(2);
      expect(stderr[0]).toMatch(/--base is a path on the host, such as \/project, not /);
    },
  );
});
