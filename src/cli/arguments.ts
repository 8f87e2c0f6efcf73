import { parseArgs } from 'node:util';
import { nearest } from '../content/nearest.ts';
import { UsageError } from './failures.ts';
import type { Option, Options, ValuesOf } from './options.ts';

/**
 * What is typed in a certain place, such as `SNAPSHOT`; in brackets it may be left out: `[root]`; with dots, as the last, it
 * may be several: `FILE...`.
 */
export type OperandsOf<Names extends readonly string[]> = {
  readonly [Place in keyof Names]: Names[Place] extends `[${string}]`
    ? string | undefined
    : Names[Place] extends `${string}...`
      ? readonly string[]
      : string;
};

/**
 * Reads a command line by what a command declares.
 * @throws {UsageError} naming what is wrong, and the option most likely meant
 */
export function readArguments<Declared extends Options, const Names extends readonly string[]>(
  args: readonly string[],
  declared: Declared,
  names: Names,
): { options: ValuesOf<Declared>; operands: OperandsOf<Names> } {
  const parserOptions = Object.fromEntries(
    Object.entries(declared).map(([name, { placeholder }]) => [
      name,
      { type: placeholder === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: parserOptions,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given = new Map<string, unknown>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(declared, token.name) ? declared[token.name] : undefined;
    if (option === undefined) throw unknownOption(args[token.index] ?? token.rawName, declared);
    given.set(token.name, readValue(token, option));
  }
  const options = Object.entries(declared).map(([name, { fallback }]) => [
    name,
    given.has(name) ? given.get(name) : fallback,
  ]);
  return {
    // Built from the declaration, entry by entry, which the compiler cannot follow.
    options: Object.fromEntries(options) as ValuesOf<Declared>,
    operands: checkedOperands(operands, names) as OperandsOf<Names>,
  };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function readValue({ rawName, value, inlineValue }: OptionToken, option: Option<unknown>): unknown {
  const { placeholder, read } = option;
  if (placeholder === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, and got ${value}`);
    return read('');
  }
  // `--out --strict` forgets a value; `--seed -1` gives one.
  if (value === undefined || (!inlineValue && /^--?[a-z]/i.test(value)))
    throw new UsageError(`${rawName} needs a value: ${rawName} ${placeholder}`);
  try {
    return read(value);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${rawName} ${error.message}`) : error;
  }
}

function unknownOption(typed: string, declared: Options): UsageError {
  const [written = typed] = typed.split('=');
  const meant = nearest(written.replace(/^-+/, ''), Object.keys(declared));
  return new UsageError(
    `there is no option ${written}${meant === undefined ? '' : `; did you mean --${meant}?`}`,
  );
}

function checkedOperands(
  operands: readonly string[],
  names: readonly string[],
): readonly (string | undefined | readonly string[])[] {
  const several = names.at(-1)?.endsWith('...') === true;
  const extra = several ? undefined : operands[names.length];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many`);
  const missing = names.slice(operands.length).filter((name) => !name.startsWith('['));
  if (missing.length > 0)
    throw new UsageError(`${missing.join(' and ').replaceAll('...', '')} must be given`);
  return names.map((name, place) =>
    name.endsWith('...') ? operands.slice(place) : operands[place],
  );
}
