// npm run bench:alis -- [small tiny256 mid256]: times the generator's WebAssembly backend in headless Chromium, against what the
// machine could do at most and against onnxruntime-web on the same graph, one thread each, in turns; then one worker against two.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { compile } from '../../../bin/compile.js';

const bench = fileURLToPath(new URL('..', import.meta.url));
if (!existsSync(join(bench, 'node_modules/onnxruntime-web'))) {
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', flags, { cwd: bench, stdio: 'inherit' });
}
await compile();
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const { module } = await runnerImport(main, { configFile: false });
await module.main(process.argv.slice(2));
