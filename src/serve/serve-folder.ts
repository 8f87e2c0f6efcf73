import { realpathSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join, relative } from 'node:path';
import compression from 'compression';
import { closeServer, listen } from './listen.ts';
import { hasOwnHost } from './own-requests.ts';
import { sendFile } from './send.ts';

export interface Served {
  /** Ends with a slash. */
  url: string;
  port: number;
  close: () => Promise<void>;
}

/** Names of this machine that nobody else reaches. */
const loopback = new Set(['localhost', '127.0.0.1', '::1']);

/**
 * Serves a folder as a static host does, below `base`: compressed, each file for as long as it lasts, and its
 * 404.html for unknown addresses. A file that a link leads to outside of the folder is none of it.
 * @param options.port where it is taken, the next free one is
 */
export async function serveFolder(
  folder: string,
  { port = 0, host = 'localhost', base = '/' } = {},
): Promise<Served> {
  const compress = compression();
  const server = createServer((request, response) => {
    // Whom its own name on the network is given to listen at, anybody there may ask.
    if (loopback.has(host) && !hasOwnHost(request.headers))
      response.writeHead(403).end('pagescape preview answers to localhost alone');
    else if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405).end();
    // Of what is compressed, a part is nothing.
    else if (request.headers.range !== undefined) answer(request, response);
    else compress(request, response, () => answer(request, response));
  });

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const [pathname = '/', query] = (request.url ?? '/').split('?');
    const path = pathname.startsWith(base) ? decode(pathname.slice(base.length)) : undefined;
    const found = path === undefined ? undefined : fileIn(folder, path);
    if (path === undefined || !found) answerNotFound(request, response);
    else if (found.isFolder && !/(?:^|\/)$/.test(path)) {
      // Relative addresses hang on the slash.
      const location = `${pathname}/${query === undefined ? '' : `?${query}`}`;
      response.writeHead(301, { location }).end();
    } else {
      response.setHeader('cache-control', isHashed(path) ? forEver : 'no-cache');
      sendFile(found.isFolder ? 'index.html' : path, found.file, request, response);
    }
  }

  function answerNotFound(request: IncomingMessage, response: ServerResponse): void {
    const page = fileIn(folder, '404.html');
    response.setHeader('cache-control', 'no-cache');
    if (page) sendFile('404.html', page.file, request, response, 404);
    else response.writeHead(404).end('not found');
  }

  const actual = await listen(server, port, host);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}${base}`,
    port: actual,
    close: () => closeServer(server),
  };
}

const forEver = 'public, max-age=31536000, immutable';

/** Whether a file has a hash of its content in its name, as those of the theme and of pictures have. */
const isHashed = (path: string) => /^(?:theme|media)\/.*\.[\da-f]{8}\.\w+$/.test(path);

/** What stands at a path of a site; the page of a folder. Nothing where links lead out of it. */
function fileIn(folder: string, path: string): { file: string; isFolder: boolean } | undefined {
  if (path.includes('\0') || path.split(/[\\/]/).includes('..')) return undefined;
  try {
    const top = realpathSync(folder);
    const whole = realpathSync(join(top, path));
    const isFolder = statSync(whole).isDirectory();
    const file = isFolder ? realpathSync(join(whole, 'index.html')) : whole;
    const isFile = statSync(file).isFile() && (isFolder || !path.endsWith('/'));
    return isFile && !relative(top, file).startsWith('..') ? { file, isFolder } : undefined;
  } catch {
    return undefined;
  }
}

/** A path as it was meant; undefined for an escape that is none. */
function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
