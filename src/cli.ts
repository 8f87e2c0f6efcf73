import { aligned, type Command } from './cli/define-command.ts';
import { exitCodes, report, UsageError, voiceOf } from './cli/failures.ts';
import { nearest } from './content/nearest.ts';
import { version } from './version.ts';

/** Every command, read when it is asked for. */
const commands: Record<string, () => Promise<{ command: Command }>> = {
  init: () => import('./commands/init.ts'),
  new: () => import('./commands/new.ts'),
  import: () => import('./commands/import.ts'),
  build: () => import('./commands/build.ts'),
  dev: () => import('./commands/dev.ts'),
  check: () => import('./commands/check.ts'),
  preview: () => import('./commands/preview.ts'),
  schema: () => import('./commands/schema.ts'),
  'alis:verify': () => import('./commands/alis-verify.ts'),
  'alis:panorama': () => import('./commands/alis-panorama.ts'),
  'alis:convert': () => import('./commands/alis-convert.ts'),
};

/** Reads argv into one command and returns its exit code. */
export async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    console.log(await help());
    return name === undefined ? exitCodes.usage : exitCodes.done;
  }
  if (name === '--version' || name === '-v') {
    console.log(version);
    return exitCodes.done;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) return unknownCommand(name, args);
  const { command } = await load();
  return command.run(args);
}

/** For what is thrown where no command catches it. @returns the exit code */
export function failed(error: unknown, args: readonly string[]): number {
  return report(error, voiceOf(args));
}

function unknownCommand(name: string, args: readonly string[]): number {
  const meant = nearest(name, Object.keys(commands));
  const suggestion = meant === undefined ? '' : `; did you mean ${meant}?`;
  const error = new UsageError(`there is no command "${name}"${suggestion}`);
  const exitCode = report(error, voiceOf(args));
  console.error('pagescape --help lists all.');
  return exitCode;
}

async function help(): Promise<string> {
  const loaded = await Promise.all(Object.values(commands).map((load) => load()));
  const rows = loaded.map(({ command }) => [command.name, command.summary] as const);
  return `usage: pagescape <command> [options]

${aligned(rows).join('\n')}

pagescape <command> --help says more.
Exit codes: 0 done, 1 errors in content, 2 wrong usage, 3 a fault of Pagescape, 4 one of the machine (disk, rights).`;
}
