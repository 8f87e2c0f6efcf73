import { spawn } from 'node:child_process';
import { defineCommand } from '../cli/define-command.ts';
import { exitCodes } from '../cli/failures.ts';
import { flag, integer } from '../cli/options.ts';
import { serveDev } from '../serve/dev-server.ts';
import { formatPretty } from './format-diagnostics.ts';
import { problemContext } from './print-report.ts';
import { siteFolder } from './site-folder.ts';
import { siteUrl } from './site-url.ts';

export const command = defineCommand({
  name: 'dev',
  summary: 'serves the site while it is written',
  description:
    'Serves the site in root (default: here) to this machine, drafts too, and shows in the browser what is saved.',
  operands: ['[root]'],
  options: {
    port: integer('where to listen; where it is taken, the next that is free', {
      from: 0,
      to: 65_535,
      fallback: 4173,
    }),
    url: siteUrl,
    open: flag('opens the site in the browser'),
  },
  async run({ options: { port, url, open }, operands: [folder = '.'] }) {
    const root = siteFolder(folder);
    let shown: string | undefined;
    const server = await serveDev({ root, url }, port, ({ problems }) => {
      const text = problems && formatPretty(problems, problemContext(root));
      if (text === undefined || text === shown) return;
      shown = text;
      if (text !== '') console.error(text);
      else console.log('no problems');
    });
    if (port !== 0 && server.port !== port)
      console.log(`port ${port} is taken; took ${server.port}`);
    console.log(`${server.url}\nends with Ctrl-C`);
    if (open) openBrowser(server.url);
    await new Promise<void>((stop) => {
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
    await server.close();
    return exitCodes.done;
  },
});

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
