import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineCommand } from '../cli/define-command.ts';
import { exitCodes, UsageError } from '../cli/failures.ts';
import { integer, parsed, text } from '../cli/options.ts';
import { serveFolder } from '../serve/serve-folder.ts';

export const command = defineCommand({
  name: 'preview',
  summary: 'serves dist/ on this machine',
  description:
    'Serves the site that was built in root (default: here), as a static host would: compressed, with caching.',
  operands: ['[root]'],
  options: {
    out: text('DIR', 'where the site is (default: root/dist)'),
    port: integer('where to listen; where it is taken, the next that is free', {
      from: 0,
      to: 65_535,
      fallback: 4173,
    }),
    host: parsed('NAME', 'name or address to listen at (default: localhost)', {
      fallback: 'localhost',
      read: (name) => name,
    }),
  },
  async run({ options: { out, port, host }, operands: [root = '.'] }) {
    const folder = resolve(out ?? join(root, 'dist'));
    if (!existsSync(join(folder, 'index.html')))
      throw new UsageError(`there is no built site in ${folder}; run the build first`);
    const server = await serveFolder(folder, { port, host });
    if (port !== 0 && server.port !== port)
      console.log(`port ${port} is taken; took ${server.port}`);
    console.log(`${server.url}\nends with Ctrl-C`);
    await new Promise<void>((stop) => {
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
    await server.close();
    return exitCodes.done;
  },
});
