import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a repository knows of those who write in it. */
export interface GitPeople {
  people: readonly { name: string; email: string }[];
  /** Addresses of the places that it is pushed to. */
  remotes: readonly string[];
  /** Why git does not say who wrote here, where it should know. */
  problem?: string;
}

const run = promisify(execFile);

/** What git knows at `root`; nothing where there is no git, or no repository. */
export async function peopleOfGit(root: string): Promise<GitPeople> {
  const git = (...args: string[]) =>
    run('git', ['-C', root, ...args], { maxBuffer: 1 << 28, timeout: 30_000 }).then(
      ({ stdout }) => ({ lines: stdout.split('\n').filter(Boolean), problem: undefined }),
      (error: unknown) => ({ lines: [], problem: problemOf(error) }),
    );
  const [written, name, email, remotes] = await Promise.all([
    git('log', '--all', '--format=%aN%x09%aE%n%cN%x09%cE'),
    git('config', 'user.name'),
    git('config', 'user.email'),
    git('config', '--get-regexp', '^remote\\..*\\.url$'),
  ]);
  const own = name.lines[0] === undefined ? [] : [`${name.lines[0]}\t${email.lines[0] ?? ''}`];
  const people = [...new Set([...written.lines, ...own])].map((line) => {
    const [who = '', address = ''] = line.split('\t');
    return { name: who, email: address };
  });
  return {
    people,
    remotes: remotes.lines.map((line) => line.replace(/^\S+\s+/, '')),
    ...(written.problem === undefined ? {} : { problem: written.problem }),
  };
}

/** A folder that is no repository, or a new one, has nothing to say. */
function problemOf(error: unknown): string | undefined {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const isNothing = /not a git repository|does not have any commits|ENOENT/i.test(
    `${said} ${error}`,
  );
  return isNothing ? undefined : (said.split('\n')[0] || String(error)).replace(/^fatal:\s*/, '');
}
