import { createReadStream, type Stats, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { lookup } from 'mrmime';
import type { Content } from '../site/live/memory-sink.ts';

/** Answers with a file of a site that is held in memory. */
export async function sendContent(
  path: string,
  content: Content,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('cache-control', 'no-cache');
  if (content.kind === 'file') {
    sendFile(path, content.path, request, response);
    return;
  }
  const bytes = content.kind === 'bytes' ? content.bytes : await content.make();
  const headers = { 'content-type': typeOf(path), 'content-length': bytes.length };
  response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : bytes);
}

/**
 * Answers with a file of the disk: with a part of it, if that is asked for, as players of videos do, and not
 * at all if whoever asks has it as it is.
 * @param path in the site, which says of what type it is
 * @param file where it is
 */
export function sendFile(
  path: string,
  file: string,
  request: IncomingMessage,
  response: ServerResponse,
  status = 200,
): void {
  const stats = statSync(file);
  const { size } = stats;
  const tags = { etag: `W/"${size}-${stats.mtimeMs}"`, 'last-modified': stats.mtime.toUTCString() };
  const isFound = status === 200;
  if (isFound && isKnown(request, tags.etag, stats)) {
    response.writeHead(304, tags).end();
    return;
  }
  const range = isFound ? rangeOf(request, size, tags) : undefined;
  if (range === 'beyond') {
    response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.writeHead(range ? 206 : status, {
    ...(isFound ? { ...tags, 'accept-ranges': 'bytes' } : {}),
    'content-type': typeOf(path),
    'content-length': end - start + 1,
    ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  });
  if (request.method === 'HEAD' || size === 0) response.end();
  // Whoever asked may leave before the end.
  else pipeline(createReadStream(file, { start, end }), response, () => {});
}

/** Whether whoever asks has the file already (RFC 9110, section 13.1). */
function isKnown({ headers }: IncomingMessage, etag: string, { mtime }: Stats): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) return known.split(',').some((each) => each.trim() === etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Math.floor(mtime.getTime() / 1000) * 1000 <= since;
}

/** The part of a file that is asked for (RFC 9110, section 14.1.2); all of it where several are, or none. */
function rangeOf(
  { headers }: IncomingMessage,
  size: number,
  tags: { etag: string; 'last-modified': string },
): { start: number; end: number } | 'beyond' | undefined {
  const only = headers['if-range'];
  if (only !== undefined && !Object.values(tags).includes(String(only))) return undefined;
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end ? 'beyond' : { start, end };
}

/** The MIME type that a static host gives a file. */
function typeOf(path: string): string {
  const type = lookup(path) ?? 'application/octet-stream';
  return /^text\/|javascript|json|xml/.test(type) ? `${type}; charset=utf-8` : type;
}
