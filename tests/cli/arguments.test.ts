import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { UsageError } from '../../src/cli/failures.ts';
import { choice, decimal, flag, integer, text } from '../../src/cli/options.ts';

const declared = {
  strict: flag('warnings are errors'),
  out: text('DIR', 'where it goes'),
  format: choice(['pretty', 'json'], 'how it looks'),
  seed: integer('which', { from: 0, to: 9, fallback: 7 }),
  scale: decimal('how large', { from: 0, to: 2, fallback: 1 }),
};
const read = (...args: string[]) => readArguments(args, declared, ['[root]']);

describe('a command line', () => {
  it('gives every option a value of its declared type', () => {
    const given = read('--strict', 'here', '--out=there', '--seed', '3', '--scale', '.5');
    // The types hold when this compiles.
    const { strict, out, format, seed, scale } = given.options;
    const typed: [boolean, string | undefined, 'pretty' | 'json', number, number] = [
      strict,
      out,
      format,
      seed,
      scale,
    ];
    const [root]: readonly [string | undefined] = given.operands;
    expect(typed).toEqual([true, 'there', 'pretty', 3, 0.5]);
    expect(root).toBe('here');
    expect(read().options).toMatchObject({ strict: false, out: undefined, seed: 7 });
    expect(read().operands).toEqual([undefined]);
  });

  it('takes the last of what is said twice, and words that look like options behind --', () => {
    expect(read('--out', 'a', '--out', 'b').options.out).toBe('b');
    expect(read('--', '--strict').operands).toEqual(['--strict']);
    expect(read('--out=').options.out).toBe('');
    expect(read('--out=--strict').options).toMatchObject({ out: '--strict', strict: false });
  });

  it.each([
    [['--strct'], 'there is no option --strct; did you mean --strict?'],
    [['--Strict'], 'there is no option --Strict; did you mean --strict?'],
    [['-strict'], 'there is no option -strict; did you mean --strict?'],
    [['--oput=x'], 'there is no option --oput; did you mean --out?'],
    [['--colour'], 'there is no option --colour'],
    [['-x'], 'there is no option -x'],
    [['--toString'], 'there is no option --toString'],
    [['--__proto__'], 'there is no option --__proto__'],
    [['--strict=1'], '--strict takes no value, and got 1'],
    [['--strict='], '--strict takes no value, and got '],
    [['--out'], '--out needs a value: --out DIR'],
    [['--out', '--strict'], '--out needs a value: --out DIR'],
    [['--format', 'xml'], '--format is pretty, json, not xml'],
    [['--format', 'JSON'], '--format is pretty, json, not JSON'],
    [['--seed', '-1'], '--seed is an integer from 0 to 9, not -1'],
    [['--seed', '1.5'], '--seed is an integer from 0 to 9, not 1.5'],
    [['--seed', '3x'], '--seed is an integer from 0 to 9, not 3x'],
    [['--seed='], '--seed is an integer from 0 to 9, not nothing'],
    [['--scale', 'NaN'], '--scale is a number from 0 to 2, not NaN'],
    [['--scale', 'Infinity'], '--scale is a number from 0 to 2, not Infinity'],
    [['a', 'b'], '"b" is one word too many'],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => read(...args)).toThrow(new UsageError(message));
  });

  it('names all words that are missing', () => {
    const names = ['FROM', 'TO', '[VIA]'] as const;
    expect(() => readArguments([], {}, names)).toThrow('FROM and TO must be given');
    expect(() => readArguments(['a'], {}, names)).toThrow('TO must be given');
    const [from, to, via]: readonly [string, string, string | undefined] = readArguments(
      ['a', 'b'],
      {},
      names,
    ).operands;
    expect([from, to, via]).toEqual(['a', 'b', undefined]);
  });
});
