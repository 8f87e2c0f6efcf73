import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { defineCommand } from '../cli/define-command.ts';
import { aboutNamedFile, exitCodes } from '../cli/failures.ts';
import { flag } from '../cli/options.ts';
import { initialize, scripts } from '../start/initialize.ts';

export const command = defineCommand({
  name: 'init',
  summary: 'makes a folder of your own: a page, settings, workflows',
  description:
    'Makes a git repository of DIR (default: here) that builds at once: content/index.md, assets/, site.yml, package.json,\n.gitignore, workflows for GitHub Pages and for previews of pull requests, settings of VS Code.\nNo file that is there already is changed.',
  operands: ['[DIR]'],
  options: {
    site: flag(
      'for several papers, with a list of them at the root; otherwise one paper at the root',
    ),
  },
  run({ options: { site }, operands: [name = '.'] }) {
    const folder = resolve(name);
    try {
      mkdirSync(folder, { recursive: true });
      const { written, left } = initialize(folder, site ? 'site' : 'page');
      for (const path of written) console.log(`wrote ${path}`);
      for (const path of left) console.log(`left ${path} as it was`);
      if (left.includes('package.json')) console.log(`\n${missingInManifest}`);
      beginRepository(folder);
      console.log(`\n${nextCommands(folder)}`);
    } catch (error) {
      throw aboutNamedFile(error, name);
    }
    return exitCodes.done;
  },
});

const missingInManifest = `package.json needs pagescape among its dependencies (npm install pagescape), and these scripts:\n${Object.entries(
  scripts,
)
  .map(([name, line]) => `  "${name}": "${line}"`)
  .join('\n')}`;

/** The workflows publish `main`. A folder inside of a repository belongs to that one. */
function beginRepository(folder: string): void {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  if (git('rev-parse', '--is-inside-work-tree').status === 0) return;
  const { status } = git('init', '--quiet', '--initial-branch=main');
  if (status === 0) console.log('began a git repository, on the branch main');
  else console.log('git did not begin a repository here; the workflows publish a branch main');
}

function nextCommands(folder: string): string {
  const path = relative(process.cwd(), folder);
  const quoted = /^[\w./\\-]*$/.test(path) ? path : JSON.stringify(path);
  const enter = path === '' ? '' : `cd ${quoted} && `;
  return `Next:\n  ${enter}npm install\n  npm run dev`;
}
