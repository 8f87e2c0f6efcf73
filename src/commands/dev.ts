import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import chokidar from 'chokidar';
import { defineCommand } from '../cli/define-command.ts';
import { exitCodes } from '../cli/failures.ts';
import { flag, integer } from '../cli/options.ts';
import type { Diagnostic } from '../content/diagnostics.ts';
import { buildSite } from '../site/build.ts';
import { serveDev } from './dev-server.ts';
import { formatPretty } from './format-diagnostics.ts';
import { problemContext } from './print-report.ts';
import { siteFolder } from './site-folder.ts';

export const command = defineCommand({
  name: 'dev',
  summary: 'serves the site while it is written',
  description:
    'Builds the site in root (default: here), drafts too, serves it to this machine, and does so again after every save.',
  operands: ['[root]'],
  options: {
    port: integer('where to listen; where it is taken, the next that is free', {
      from: 0,
      to: 65_535,
      fallback: 4173,
    }),
    open: flag('opens the site in the browser'),
  },
  async run({ options: { port, open }, operands: [folder = '.'] }) {
    const root = siteFolder(folder);
    const session = await openDev(root, port, (problems) => {
      if (problems.length > 0) console.error(formatPretty(problems, problemContext(root)));
      else console.log('no problems');
    });
    if (port !== 0 && session.port !== port)
      console.log(`port ${port} is taken; took ${session.port}`);
    console.log(`${session.url}\nends with Ctrl-C`);
    if (open) openBrowser(session.url);
    await new Promise<void>((stop) => {
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
    await session.close();
    return exitCodes.done;
  },
});

/** Milliseconds after a save in which a second write of the same file, as editors do it, is not told of. */
const secondWrite = 60;

/**
 * Serves the last good build of the site in `root`, and builds it again after every change.
 * @param told of the problems of each build
 */
export async function openDev(
  root: string,
  port: number,
  told: (problems: readonly Diagnostic[]) => void,
): Promise<{ url: string; port: number; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'pagescape-dev-'));
  const out = join(folder, 'site');
  const server = await serveDev(out, port);
  let version = 0;
  let work: Promise<void> | undefined;
  let isStale = false;

  async function build(): Promise<void> {
    do {
      isStale = false;
      const options = { root, out, base: '/', strict: false, drafts: true };
      const { ok, diagnostics } = await buildSite(options);
      if (ok) version++;
      server.tell({ version, problems: diagnostics });
      told(diagnostics);
    } while (isStale);
  }
  function changed(): void {
    isStale = true;
    work ??= pause(secondWrite)
      .then(build)
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        work = undefined;
      });
  }

  const watcher = chokidar.watch(root, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path: string) => isIgnored(relative(root, path)),
  });
  watcher.on('all', changed);
  // What is saved before it watches, it does not see: so it watches first.
  watcher.once('ready', changed);
  return {
    url: server.url,
    port: server.port,
    async close() {
      await watcher.close();
      await work;
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What no build reads: folders of tools, and the built site. */
function isIgnored(path: string): boolean {
  const [top = '', ...names] = path.split(sep);
  if (top === 'dist' || top === 'public') return top === 'dist';
  return [top, ...names].some((name) => name.startsWith('.') || name === 'node_modules');
}

/** Where there is no browser, the address that was printed has to do. */
function openBrowser(url: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  spawn(program ?? '', args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
