import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';

const types: Record<string, string> = {
  '.avif': 'image/avif',
  '.bib': 'text/plain; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

export interface StaticServer {
  /** Ends with a slash: `http://127.0.0.1:PORT/BASE/`. */
  url: string;
  close: () => Promise<void>;
}

/**
 * Serves a folder as a plain host of static files would, under a sub-folder of its own.
 *
 * @param options.base the sub-folder, without slashes at its ends; nothing is served outside it
 */
export async function serve(dir: string, options: { base?: string } = {}): Promise<StaticServer> {
  const prefix = options.base ? `/${options.base}/` : '/';
  const root = await realpath(dir);
  const server = createServer((request, response) => {
    answer(root, prefix, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return {
    url: `http://127.0.0.1:${address.port}${prefix}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer(
  root: string,
  prefix: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (!pathname.startsWith(prefix)) return notFound(response);
  const asked = join(root, decodeURIComponent(pathname.slice(prefix.length)));
  if (asked !== root && !asked.startsWith(root + sep)) return notFound(response);
  const stats = await stat(asked).catch(() => undefined);
  if (stats?.isDirectory() && !pathname.endsWith('/')) {
    response.writeHead(301, { location: `${pathname}/` }).end();
    return;
  }
  const path = stats?.isDirectory() ? join(asked, 'index.html') : asked;
  const size = stats?.isFile() ? stats.size : (await stat(path).catch(() => undefined))?.size;
  if (size === undefined) return notFound(response);
  sendFile(path, size, request, response);
}

/** Ranges are answered because a video cannot be sought without them. */
function sendFile(
  path: string,
  size: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const headers = {
    'content-type': types[extname(path).toLowerCase()] ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
  };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(Number(range?.[2] || size - 1), size - 1);
  if (range && start <= end) {
    const partial = { 'content-range': `bytes ${start}-${end}/${size}` };
    response.writeHead(206, { ...headers, ...partial, 'content-length': end - start + 1 });
  } else {
    response.writeHead(200, { ...headers, 'content-length': size });
  }
  if (request.method === 'HEAD') response.end();
  else if (size === 0) response.end();
  else createReadStream(path, range && start <= end ? { start, end } : {}).pipe(response);
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
}
