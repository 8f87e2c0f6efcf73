import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeKernelSignatures } from './kernel-signatures.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/**
 * Compiles src/ into lib/, step by step, each step only when one of its sources is newer than its stamp.
 * @returns {Promise<void>}
 */
export async function compile() {
  step('types', ['src'], ['src/client'], () => {
    const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
    run(tsc, ['-p', 'src/tsconfig.json']);
    removeOrphans();
  });
  const notInCommands = ['src/client', 'src/theme'];
  step('bundle', ['src', 'bin/bundle.js', 'package-lock.json'], notInCommands, () => {
    run('bin/bundle.js', []);
  });
  step('schemas', ['src/schemas.ts', 'src/commands/schema.ts', 'src/content'], [], () => {
    run('lib/schemas.js', []);
  });
  step('fonts', ['src/theme/fonts.ts', 'src/theme/font-tables.ts', 'package-lock.json'], [], () => {
    run('lib/theme/compile-fonts.js', []);
  });
  step('kernels', ['src/alis/backends/wasm/assembly', 'bin/compile.js'], [], () => {
    const asc = join(dirname(require.resolve('assemblyscript/package.json')), 'bin/asc.js');
    const flags = '-O3 --converge --noAssert --runtime stub --importMemory --enable simd';
    const main = ['src/alis/backends/wasm/assembly/index.ts', ...flags.split(' ')];
    const folder = join(root, 'lib/alis/backends/wasm');
    // What declares them comes beside them, under the same name, which must not be that of a compiled module.
    run(asc, [...main, '--bindings', 'raw', '-o', join(folder, 'exports.wasm')]);
    run(asc, [...main, '--enable', 'relaxed-simd', '-o', join(folder, 'kernels-fused.wasm')]);
    const signatures = join(root, 'src/alis/backends/wasm/kernel-signatures.ts');
    writeKernelSignatures(join(folder, 'exports.d.ts'), signatures);
    renameSync(join(folder, 'exports.wasm'), join(folder, 'kernels.wasm'));
    for (const name of ['exports.d.ts', 'exports.js']) rmSync(join(folder, name));
  });
  const compiler = ['src/theme', 'src/render/theme.ts', 'src/content/schema/links.ts'];
  const notInPages = ['src/alis/snapshot', 'src/alis/verify'];
  step('theme', [...compiler, 'src/alis', 'src/client', 'package-lock.json'], notInPages, () => {
    run('lib/theme/compile.js', []);
  });
}

/** Removes what was compiled from sources that are gone, and would be published still. */
function removeOrphans() {
  for (const path of readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })) {
    const [, module] = /^(.*?)(?:\.d\.ts|\.js)$/.exec(path) ?? [];
    if (module === undefined || /^(?:bundle|theme[\\/]\w+)[\\/]/.test(path)) continue;
    if (!existsSync(join(root, 'src', `${module}.ts`))) rmSync(join(root, 'lib', path));
  }
}

/**
 * @param {string} name of the stamp
 * @param {string[]} sources folders or files, from the repository's root
 * @param {string[]} except folders that do not count
 * @param {() => void} make
 */
function step(name, sources, except, make) {
  const stamp = join(root, 'lib', `.${name}`);
  const skip = new Set(except.map((path) => join(root, path)));
  const newest = Math.max(...sources.map((path) => newestChange(join(root, path), skip)));
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= newest) return;
  mkdirSync(dirname(stamp), { recursive: true });
  const started = new Date();
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[Kcompiling ${name}, once ...`);
  make();
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  writeFileSync(stamp, '');
  // Dated from before the step, so that a source saved while it ran is seen the next time.
  utimesSync(stamp, started, started);
}

/**
 * @param {string} path
 * @param {Set<string>} skip
 * @returns {number} milliseconds
 */
function newestChange(path, skip) {
  if (skip.has(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(
    stats.mtimeMs,
    ...readdirSync(path).map((name) => newestChange(join(path, name), skip)),
  );
}

/**
 * Runs a compiler; what it says is shown only when it fails.
 * @param {string} script
 * @param {string[]} args
 */
function run(script, args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  throw new Error(`${script} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
}
