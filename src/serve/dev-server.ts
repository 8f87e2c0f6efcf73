import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { sourceTree } from '../site/input/source-tree.ts';
import { bytesOf } from '../site/live/memory-sink.ts';
import { type DevNews, devSite } from './dev-site.ts';
import { closeServer, listen } from './listen.ts';
import { bodyOf, openPlace, placeMeant } from './open-place.ts';
import { hasOwnHost, isOwnPage } from './own-requests.ts';
import { sendContent } from './send.ts';
import { watchSite } from './watch.ts';

export interface DevServer {
  /** Ends with a slash. */
  url: string;
  port: number;
  /** Resolves when all changes so far are served. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** The script of every page that is served. */
const client = fileURLToPath(new URL('../../lib/theme/dev/dev.js', import.meta.url));

/** What the server has beside the site. */
const own = '/__pagescape';

/**
 * Serves the site in `root` to this machine alone, drafts too, and follows every change of its folder.
 * @param url where the site will stand, unless `site.yml` says it
 * @param wanted port; where it is taken the next free one is
 * @param told of every new state
 */
export async function serveDev(
  { root, url: siteUrl }: { root: string; url?: string | undefined },
  wanted: number,
  told: (news: DevNews) => void,
  failed: (error: unknown) => void = console.error,
): Promise<DevServer> {
  const tree = sourceTree(root);
  const listeners = new Set<ServerResponse>();
  const site = devSite({ root, url: siteUrl }, tell, failed);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      failed(error);
      response.destroy();
    });
  });

  function tell(news: DevNews): void {
    for (const listener of listeners) listener.write(eventOf(news));
    told(news);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!hasOwnHost(request.headers)) {
      response.writeHead(403).end('pagescape dev answers to localhost alone');
      return;
    }
    response.setHeader('cross-origin-resource-policy', 'same-origin');
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (!pathname.startsWith(`${own}/`)) await answerFile(pathname, request, response);
    else if (!isOwnPage(request.headers)) response.writeHead(403).end();
    else if (pathname === `${own}/client.js`)
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(client));
    else if (pathname === `${own}/events`) answerEvents(response);
    else if (pathname === `${own}/open` && request.method === 'POST')
      await answerOpen(request, response);
    else response.writeHead(404).end();
  }

  async function answerOpen(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const place = placeMeant(await bodyOf(request), tree, (path) => site.pageAt(path)?.source);
    const refusal = place
      ? await openPlace(root, place)
      : 'this is nothing that the sources of the site hold';
    if (refusal === undefined) response.writeHead(204).end();
    else response.writeHead(place ? 501 : 403, { 'content-type': 'text/plain' }).end(refusal);
  }

  function answerEvents(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const { version, problems } = site;
    const first = { version, changed: [], isFirst: true } as const;
    response.write(eventOf(problems ? { ...first, problems } : first));
    listeners.add(response);
    response.on('close', () => listeners.delete(response));
  }

  async function answerFile(
    pathname: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const path = decode(pathname).slice(1);
    const isFolder = path === '' || path.endsWith('/');
    const content = await site.find(isFolder ? `${path}index.html` : path);
    if (!content && !isFolder && (await site.find(`${path}/index.html`))) {
      // Relative addresses hang on the slash.
      response.writeHead(301, { location: `.${pathname.slice(pathname.lastIndexOf('/'))}/` }).end();
    } else if (content && (isFolder || path.endsWith('.html'))) {
      sendPage(isFolder ? `${path}index.html` : path, await bytesOf(content), 200, response);
    } else if (content) await sendContent(path, content, request, response);
    else await sendNotFound(response);
  }

  async function sendNotFound(response: ServerResponse): Promise<void> {
    const page = await site.find('404.html');
    sendPage('404.html', page ? await bytesOf(page) : Buffer.from(nothingYet), 404, response);
  }

  function sendPage(
    path: string,
    bytes: Uint8Array,
    status: number,
    response: ServerResponse,
  ): void {
    const html = Buffer.from(bytes).toString();
    const isDraft = site.pageAt(path)?.published === false;
    const attributes = `data-version="${site.version}"${isDraft ? ' data-draft' : ''}`;
    const script = `<script src="${own}/client.js" ${attributes}></script>`;
    response
      .writeHead(status, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
      })
      .end(html.replace(/<head[^>]*>/i, (head) => head + script) || nothingYet);
  }

  const port = await listen(server, wanted, 'localhost');
  // What is saved before it watches, it does not see: so it watches first.
  const watcher = await watchSite(root, (change) => site.change([change]));
  site.change([{ path: '.', kind: 'place' }]);
  return {
    url: `http://localhost:${port}/`,
    port,
    idle: () => site.idle(),
    async close() {
      await watcher.close();
      await site.idle();
      await closeServer(server);
    },
  };
}

const nothingYet =
  '<!doctype html><html lang="en"><head><title>Pagescape</title></head><body></body></html>';

/** The first news of a connection tell a page that was loaded before whether it is old. */
const eventOf = (news: DevNews & { isFirst?: true }) => `data: ${JSON.stringify(news)}\n\n`;

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
