import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearest } from '../content/nearest.ts';

/** What the author typed does not say what to do: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * Reads options and at most `positionals` further words.
 * @throws {UsageError} naming the option that is not one, and the one most likely meant
 */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
  positionals: number,
) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true });
    const extra = parsed.positionals[positionals];
    if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many`);
    return parsed;
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof Error)) throw error;
    const unknown = /Unknown option '--?([^' =]+)/.exec(error.message)?.[1];
    if (unknown === undefined) throw new UsageError(error.message.split('. ')[0] ?? error.message);
    const meant = nearest(unknown, Object.keys(options));
    throw new UsageError(
      `there is no option --${unknown}${meant ? `; did you mean --${meant}?` : ''}`,
    );
  }
}

/** Runs a command; wrong usage is told on stderr with the way it is used. */
export async function withUsage(usage: string, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`pagescape: ${error.message}\n\n${usage}`);
    return 2;
  }
}
