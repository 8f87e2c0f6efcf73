import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import sirv from 'sirv';
import { defineCommand } from '../cli/define-command.ts';
import { exitCodes, UsageError } from '../cli/failures.ts';
import { integer, parsed, text } from '../cli/options.ts';

export const command = defineCommand({
  name: 'preview',
  summary: 'serves dist/ on this machine',
  description: 'Serves the site that was built in root (default: here), as a static host would.',
  operands: ['[root]'],
  options: {
    out: text('DIR', 'where the site is (default: root/dist)'),
    port: integer('where to listen; 0 takes any that is free', {
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
    const server = await serve(folder, { port, host });
    console.log(`${server.url}\nends with Ctrl-C`);
    await new Promise<void>((stop) => {
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
    await server.close();
    return exitCodes.done;
  },
});

export interface Served {
  url: string;
  close: () => Promise<void>;
}

/** Serves a folder as a static host does, below `base`; unknown addresses get its 404.html. */
export async function serve(
  folder: string,
  { port = 0, host = 'localhost', base = '/' } = {},
): Promise<Served> {
  const files = sirv(folder, { dev: true, etag: true });
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const notFound = () => {
      response.statusCode = 404;
      request.url = '/404.html';
      files(request, response, () => void response.end('not found'));
    };
    if (!url.startsWith(base)) return notFound();
    // Relative addresses hang on the slash, so a folder asked for without one leads to itself with one.
    if (isFolder(folder, url.slice(base.length))) {
      response.writeHead(301, { location: url.replace(/\?|$/, '/$&') }).end();
      return;
    }
    request.url = url.slice(base.length - 1);
    files(request, response, notFound);
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, done);
  });
  const address = server.address();
  const actual = isAddressInfo(address) ? address.port : port;
  return {
    url: `http://${host}:${actual}${base}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Whether an address without a slash at its end is that of a page's folder. */
function isFolder(folder: string, url: string): boolean {
  const [path = ''] = url.split('?');
  if (path === '' || path.endsWith('/')) return false;
  try {
    return existsSync(join(folder, decodeURIComponent(path), 'index.html'));
  } catch {
    return false; // An escape that is none; what serves files answers it.
  }
}

const isAddressInfo = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;
