import { type OperandsOf, readArguments } from './arguments.ts';
import { exitCodes, report, UsageError, voiceOf } from './failures.ts';
import { flag, type Options, type ValuesOf } from './options.ts';

/** What a command is, what help says of it, what may be typed after it, and what it does. */
interface Declaration<Declared extends Options, Names extends readonly string[]> {
  readonly name: string;
  /** For the list of commands: a few words. */
  readonly summary: string;
  /** For its own help: sentences. */
  readonly description: string;
  /** What is typed after it, in order; in brackets it may be left out. */
  readonly operands: Names;
  readonly options: Declared;
  /** @returns the exit code; errors become one too (`failures.ts`) */
  readonly run: (given: {
    readonly options: ValuesOf<Declared>;
    readonly operands: OperandsOf<Names>;
  }) => Promise<number> | number;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Runs it with its own arguments. @returns the exit code */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** Every command has these. */
const common = {
  verbose: flag('with the stack of a fault of Pagescape itself'),
  help: flag('this text'),
};

/** Makes a command of its declaration: its help, its errors and its exit codes are like all others'. */
export function defineCommand<
  const Declared extends Options,
  const Names extends readonly string[],
>(declaration: Declaration<Declared, Names>): Command {
  const { name, summary, run } = declaration;
  return {
    name,
    summary,
    run: async (args) => {
      try {
        if (asksForHelp(args)) {
          console.log(help(declaration));
          return exitCodes.done;
        }
        const { operands, options } = declaration;
        return await run(readArguments(args, { ...options, ...common }, operands));
      } catch (error) {
        const exitCode = report(error, voiceOf(args));
        if (error instanceof UsageError) console.error(usageLines(declaration));
        return exitCode;
      }
    },
  };
}

/** Help is given whatever else stands beside it. */
function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  const before = end === -1 ? args : args.slice(0, end);
  return before.includes('--help') || before.includes('-h');
}

type Described = Pick<
  Declaration<Options, readonly string[]>,
  'name' | 'description' | 'operands' | 'options'
>;

function usage({ name, operands }: Described): string {
  return ['usage: pagescape', name, ...operands, '[options]'].join(' ');
}

function usageLines(command: Described): string {
  return `${usage(command)}\npagescape ${command.name} --help says more.`;
}

function help(command: Described): string {
  const entries = Object.entries({ ...command.options, ...common }).map(
    ([name, { placeholder, summary }]) =>
      [placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`, summary] as const,
  );
  return [usage(command), '', command.description, '', ...aligned(entries)].join('\n');
}

/** Rows of a name and what it means, meanings below each other. */
export function aligned(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, meaning]) => `  ${name.padEnd(width)}  ${meaning}`);
}
