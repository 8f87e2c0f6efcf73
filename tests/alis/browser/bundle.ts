import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Files of a bundle by their path, as a visitor would get them. */
export type Bundle = ReadonlyMap<string, Uint8Array>;

/** Bundles one of the entries beside this file for the browser, as a page's build does: URLs relative, workers as modules. */
export async function bundle(entry: string): Promise<Bundle> {
  const output = await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    base: './',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL(entry, import.meta.url)),
        output: { entryFileNames: 'entry.js' },
        preserveEntrySignatures: 'strict',
      },
    },
    worker: { format: 'es' },
  });
  const files = new Map<string, Uint8Array>();
  for (const result of Array.isArray(output) ? output : [output]) {
    if (!('output' in result)) continue;
    for (const file of result.output) {
      const content = file.type === 'chunk' ? file.code : file.source;
      files.set(file.fileName, Buffer.from(content));
    }
  }
  return files;
}

/** Bytes over the wire, each file compressed by itself. */
export function gzipSize(files: Bundle): number {
  let sum = 0;
  for (const bytes of files.values()) sum += gzipSync(bytes, { level: 9 }).length;
  return sum;
}

const types: Record<string, string> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
  html: 'text/html',
};

/** Serves a bundle below a folder, as GitHub Pages does, and any other files given. */
export async function serve(
  files: ReadonlyMap<string, Uint8Array>,
): Promise<{ url: string; close: () => void }> {
  const all = new Map(files).set('index.html', Buffer.from('<!doctype html><title>ALIS</title>'));
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/deep\/folder\//, '').replace(/\?.*/, '');
    const bytes = all.get(path || 'index.html');
    const type = types[path.split('.').pop() || 'html'] ?? 'application/octet-stream';
    response.writeHead(bytes ? 200 : 404, { 'content-type': type });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The server listens on a port, never on a pipe.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/deep/folder/`, close: () => server.close() };
}
