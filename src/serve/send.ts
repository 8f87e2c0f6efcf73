import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { lookup } from 'mrmime';
import type { Content } from '../site/live/memory-sink.ts';

/** Answers with a file of a site that is held in memory; videos are asked for in parts. */
export async function sendContent(
  path: string,
  content: Content,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const type = typeOf(path);
  response.setHeader('cache-control', 'no-cache');
  if (content.kind === 'file') {
    sendFile(content.path, type, request, response);
    return;
  }
  const bytes = content.kind === 'bytes' ? content.bytes : await content.make();
  const headers = { 'content-type': type, 'content-length': bytes.length };
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : bytes);
}

function sendFile(
  path: string,
  type: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const size = statSync(path).size;
  const range = rangeOf(request.headers.range, size);
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('content-type', type);
  if (range === 'beyond') {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.setHeader('content-length', end - start + 1);
  if (range) response.setHeader('content-range', `bytes ${start}-${end}/${size}`);
  response.writeHead(range ? 206 : 200);
  if (request.method === 'HEAD' || size === 0) response.end();
  // Whoever asked may leave before the end.
  else pipeline(createReadStream(path, { start, end }), response, () => {});
}

/** The part of a file that is asked for (RFC 9110, section 14.1.2); all of it where several are, or none. */
function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'beyond' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end ? 'beyond' : { start, end };
}

/** The MIME type that a static host gives a file. */
export function typeOf(path: string): string {
  const type = lookup(path) ?? 'application/octet-stream';
  return /^text\/|javascript|json|xml/.test(type) ? `${type}; charset=utf-8` : type;
}
