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
};

/** A script as one classic file: modules are not loaded by a page that is opened from disk. */
export async function bundleScript(path: string): Promise<string> {
  const chunks = await bundle(path, { format: 'iife' });
  const code = chunks.find(({ type }) => type === 'chunk');
  if (code?.type !== 'chunk') throw new Error(`${path} became no script`);
  return code.code;
}

/** A style sheet with all it imports. */
export async function bundleStyle(path: string): Promise<string> {
  const chunks = await bundle(path, {});
  const sheet = chunks.find(({ fileName }) => fileName.endsWith('.css'));
  if (sheet?.type !== 'asset') throw new Error(`${path} became no style sheet`);
  return String(sheet.source);
}

async function bundle(path: string, output: { format?: 'iife' }) {
  const result = await build({
    ...common,
    build: {
      write: false,
      target,
      cssTarget,
      modulePreload: false,
      rolldownOptions: { input: source(path), output },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  if (!first || !('output' in first)) throw new Error(`${path} became nothing`);
  return first.output;
}
