import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a repository knows of those who write in it. */
export interface GitPeople {
  people: readonly { name: string; email: string }[];
  /** Addresses of the places that it is pushed to. */
  remotes: readonly string[];
}

const run = promisify(execFile);

/** What git knows at `root`; nothing where there is no git, or no repository. */
export async function peopleOfGit(root: string): Promise<GitPeople> {
  const git = (...args: string[]) =>
    run('git', ['-C', root, ...args], { maxBuffer: 1 << 28, timeout: 30_000 }).then(
      ({ stdout }) => stdout.split('\n').filter(Boolean),
      () => [],
    );
  const [written, name, email, remotes] = await Promise.all([
    git('log', '--all', '--format=%aN%x09%aE%n%cN%x09%cE'),
    git('config', 'user.name'),
    git('config', 'user.email'),
    git('config', '--get-regexp', '^remote\\..*\\.url$'),
  ]);
  const own = name[0] === undefined ? [] : [`${name[0]}\t${email[0] ?? ''}`];
  const people = [...new Set([...written, ...own])].map((line) => {
    const [who = '', address = ''] = line.split('\t');
    return { name: who, email: address };
  });
  return { people, remotes: remotes.map((line) => line.replace(/^\S+\s+/, '')) };
}
