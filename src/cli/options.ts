import { UsageError } from './failures.ts';

/** An option of a command: what help says of it, and how its text becomes a value. */
export interface Option<Value> {
  readonly summary: string;
  /** Stands for the value in help: `DIR`. A flag has none. */
  readonly placeholder?: string;
  /** Where the option is left out. */
  readonly fallback: Value;
  /** @throws {UsageError} for a text that is no such value; the message follows the option's name */
  readonly read: (text: string) => Value;
}

export type Options = Readonly<Record<string, Option<unknown>>>;

export type ValuesOf<Declared extends Options> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Option<infer Value> ? Value : never;
};

export function flag(summary: string): Option<boolean> {
  return { summary, fallback: false, read: () => true };
}

export function text(placeholder: string, summary: string): Option<string | undefined> {
  return { summary, placeholder, fallback: undefined, read: (given) => given };
}

/** A text read by `read`; left out it is `fallback`. */
export function parsed<Value>(
  placeholder: string,
  summary: string,
  { fallback, read }: Pick<Option<Value>, 'fallback' | 'read'>,
): Option<Value> {
  return { summary, placeholder, fallback, read };
}

/** One of a few names; the first is meant when it is left out. */
export function choice<const Name extends string>(
  names: readonly [Name, ...Name[]],
  summary: string,
): Option<Name> {
  return {
    summary: `${names.join(', ')}: ${summary}`,
    placeholder: 'NAME',
    fallback: names[0],
    read: (given) => {
      const found = names.find((name) => name === given);
      if (found === undefined) throw new UsageError(`is ${names.join(', ')}, not ${given}`);
      return found;
    },
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly fallback: number;
}

export function integer(summary: string, range: Range): Option<number> {
  return number(summary, { ...range, what: 'an integer', is: Number.isInteger });
}

export function decimal(summary: string, range: Range): Option<number> {
  return number(summary, { ...range, what: 'a number', is: Number.isFinite });
}

function number(
  summary: string,
  { from, to, fallback, what, is }: Range & { what: string; is: (value: number) => boolean },
): Option<number> {
  return {
    summary: `${summary} (default: ${fallback})`,
    placeholder: 'N',
    fallback,
    read: (given) => {
      const value = given.trim() === '' ? Number.NaN : Number(given);
      if (is(value) && value >= from && value <= to) return value;
      throw new UsageError(`is ${what} from ${from} to ${to}, not ${given || 'nothing'}`);
    },
  };
}
