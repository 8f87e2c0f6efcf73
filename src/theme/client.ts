import { fileURLToPath } from 'node:url';
import { build, type InlineConfig } from 'vite';

const source = (path: string) =>
  fileURLToPath(new URL(`../../src/client/${path}`, import.meta.url));

/** Browsers from the beginning of 2023 on. */
const target = ['chrome111', 'firefox111', 'safari16.4'];

/** From the middle of 2024 on, with `light-dark()`; the colours of older ones are black on white. */
const cssTarget = ['chrome123', 'firefox120', 'safari17.5'];

const common: InlineConfig = {
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  base: './',
};

/** A script as one classic file: modules are not loaded by a page that is opened from disk. */
export async function bundleScript(path: string): Promise<string> {
  const chunks = await bundle(path, { format: 'iife' });
  const code = chunks.find(({ type }) => type === 'chunk');
  if (code?.type !== 'chunk') throw new Error(`${path} became no script`);
  return code.code;
}

/** A module, and what it loads from beside it. */
export interface BundledModule {
  code: string;
  /** Files by the names that `code` has for them. */
  assets: Map<string, string | Uint8Array>;
}

/** A script as an ES module of its own, for scripts to import when they need it and for workers to run. */
export async function bundleModule(path: string): Promise<BundledModule> {
  const output = await bundle(path, { format: 'es' });
  const code = output.find((each) => each.type === 'chunk' && each.isEntry);
  if (code?.type !== 'chunk') throw new Error(`${path} became no module`);
  const beside = output.filter((each) => each !== code);
  const assets = beside.map(
    (each) => [each.fileName, each.type === 'asset' ? each.source : each.code] as const,
  );
  return { code: code.code, assets: new Map(assets) };
}

/** A style sheet with all it imports. */
export async function bundleStyle(path: string): Promise<string> {
  const chunks = await bundle(path, {});
  const sheet = chunks.find(({ fileName }) => fileName.endsWith('.css'));
  if (sheet?.type !== 'asset') throw new Error(`${path} became no style sheet`);
  return String(sheet.source);
}

async function bundle(path: string, { format }: { format?: 'iife' | 'es' }) {
  const names = {
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    assetFileNames: '[name][extname]',
  };
  const output = { ...(format && { format }), ...names };
  const result = await build({
    ...common,
    build: {
      write: false,
      target,
      cssTarget,
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { input: source(path), output, preserveEntrySignatures: 'strict' },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  if (!first || !('output' in first)) throw new Error(`${path} became nothing`);
  return first.output;
}
