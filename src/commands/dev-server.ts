import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import type { Diagnostic } from '../content/diagnostics.ts';
import { devClient } from './dev-client.ts';

/** What browsers are told after each build: a page that was loaded at another version is loaded again. */
export interface DevState {
  version: number;
  problems: readonly Diagnostic[];
}

export interface DevServer {
  /** Ends with a slash. */
  url: string;
  port: number;
  tell(state: DevState): void;
  close(): Promise<void>;
}

const waiting =
  '<!doctype html><html lang="en"><head><title>Pagescape</title></head><body><p>There is no page yet.</p></body></html>';

/**
 * Serves the last good site in `folder` to this machine alone.
 * @param wanted port; where it is taken the next free one is
 */
export async function serveDev(folder: string, wanted: number): Promise<DevServer> {
  const files = sirv(folder, { dev: true, etag: true });
  const listening = new Set<ServerResponse>();
  let state: DevState = { version: 0, problems: [] };
  const message = () => `data: ${JSON.stringify(state)}\n\n`;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    if (!isOwnHost(request.headers.host)) {
      response.writeHead(403).end('pagescape dev answers to localhost alone');
      return;
    }
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/__pagescape/client.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(devClient);
    } else if (pathname === '/__pagescape/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(message());
      listening.add(response);
      response.on('close', () => listening.delete(response));
    } else answerFile(pathname, request, response);
  }

  function answerFile(pathname: string, request: IncomingMessage, response: ServerResponse): void {
    const path = decode(pathname);
    // Relative addresses hang on the slash.
    if (!path.endsWith('/') && existsSync(join(folder, path, 'index.html'))) {
      response.writeHead(301, { location: `.${pathname.slice(pathname.lastIndexOf('/'))}/` }).end();
      return;
    }
    const page = join(folder, path, path.endsWith('/') ? 'index.html' : '');
    const isPage = page.endsWith('.html') && page.startsWith(folder) && existsSync(page);
    if (isPage) sendPage(readFileSync(page, 'utf8'), 200, response);
    else files(request, response, () => sendPage(notFound(), 404, response));
  }

  function notFound(): string {
    const own = join(folder, '404.html');
    return existsSync(own) ? readFileSync(own, 'utf8') : waiting;
  }

  const server = createServer(answer);
  const port = await listen(server, wanted);
  return {
    url: `http://localhost:${port}/`,
    port,
    tell(next) {
      state = next;
      for (const response of listening) response.write(message());
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Another site's name may lead here; its pages must not be answered. */
const isOwnHost = (host: string | undefined) =>
  host !== undefined && /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host);

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function sendPage(html: string, status: number, response: ServerResponse): void {
  const script = '<script src="/__pagescape/client.js"></script>';
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(html.replace(/<head[^>]*>/i, (head) => head + script));
}

const mostTries = 20;

async function listen(server: ReturnType<typeof createServer>, wanted: number): Promise<number> {
  for (let port = wanted; ; port = port === 65_535 ? 0 : port + 1) {
    try {
      return await new Promise<number>((done, failed) => {
        server.once('error', failed);
        server.listen(port, 'localhost', () => {
          server.off('error', failed);
          const address = server.address();
          done(typeof address === 'object' && address ? address.port : port);
        });
      });
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port - wanted >= mostTries) throw error;
    }
  }
}
