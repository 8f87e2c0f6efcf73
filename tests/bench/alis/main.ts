import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { randomWeights } from '../../../src/alis/backends/random-weights.ts';
import { createPanorama } from '../../../src/alis/latent/panorama.ts';
import { tileMultiplications } from '../../../src/alis/model/architecture.ts';
import { type Config, parseConfig } from '../../../src/alis/model/config.ts';
import { writeSafetensors } from '../../../src/alis/model/safetensors.ts';
import { readModel } from '../../../src/alis/model/weights.ts';
import { stripMaker } from '../../../src/alis/tile/tiles.ts';
import { bundle, serve } from '../../alis/browser/bundle.ts';
import { launchBrowser } from '../../e2e/browser.ts';
import { type FilterForm, generatorGraph } from './graph.ts';
import type { BenchPage } from './page.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const forms: readonly FilterForm[] = ['square', 'separable'];
const labels: Record<string, string> = { ours: 'ours', webgpu: 'ours on WebGPU, drawn' };
const peakOperations = 48 * 2_000_000;

/** The specification's configurations (section 10); rounds by what they cost. */
const sizes = {
  small: { config: sized(64, 1024, 64), rounds: 150, tiles: 60 },
  tiny256: { config: sized(256, 2048, 64), rounds: 60, tiles: 16 },
  mid256: { config: sized(256, 4096, 128), rounds: 30, tiles: 8 },
};

export async function main(args: string[]): Promise<void> {
  const names = Object.keys(sizes).filter((name) => args.length === 0 || args.includes(name));
  const site = await serve(
    new Map([...(await bundle('../../bench/alis/page.ts')), ...files(names)]),
  );
  const browser = await launchBrowser({ args: ['--enable-unsafe-webgpu'] });
  try {
    const page = await browser.newPage();
    page.on('pageerror', ({ message }) => console.error(message));
    await page.goto(site.url);
    await page.addScriptTag({ type: 'module', url: `${site.url}entry.js` });
    await page.waitForFunction(() => 'bench' in window);
    console.log(
      `Chromium ${browser.version()}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]}`,
    );
    for (const name of names) await report(page, name as keyof typeof sizes);
  } finally {
    await browser.close();
    site.close();
  }
}

async function report(page: Page, name: keyof typeof sizes): Promise<void> {
  const { config, rounds, tiles } = sizes[name];
  const model = readModel(randomWeights(config, 1));
  const mega = tileMultiplications(model.architecture) / 1e6;
  const times = await page.evaluate((args) => window.bench.compare(...args), [
    name,
    forms,
    rounds,
  ] as Parameters<BenchPage['compare']>);
  const peak = peakOperations / 1e6 / least(times.rounds.peak);
  console.log(
    `\n${name}: ${mega.toFixed(1)} million multiplications a tile, ${rounds} rounds in turns`,
  );
  console.log(
    `  peak of ${times.fused ? 'fused' : 'separate'} multiply-add: ${peak.toFixed(1)} GMAC/s`,
  );
  for (const [key, each] of Object.entries(times.rounds)) {
    if (key === 'peak') continue;
    const rate = mega / least(each);
    const label = labels[key] ?? `onnxruntime-web, ${key} filter`;
    console.log(
      `  ${label.padEnd(34)} min ${ms(least(each))}, median ${ms(middle(each))}, ${rate.toFixed(1)} GMAC/s, ${Math.round((100 * rate) / peak)} % of peak`,
    );
  }
  const against = (pick: (values?: number[]) => number): string => {
    const theirs = Math.min(...forms.map((form) => pick(times.rounds[form])));
    return (theirs / pick(times.rounds.ours)).toFixed(2);
  };
  console.log(
    `  onnxruntime-web / ours: ${against(least)} by the least, ${against(middle)} by the median`,
  );
  console.log(`  largest difference of the pictures: ${times.difference.toExponential(1)}`);
  const scaled = await page.evaluate((args) => window.bench.scale(...args), [
    name,
    tiles,
    Math.ceil(rounds / 3),
  ] as Parameters<BenchPage['scale']>);
  const [one = [], two = []] = [scaled[1], scaled[2]];
  const ratios = one.map((time, round) => time / (two[round] ?? Number.NaN));
  console.log(
    `  one worker ${ms(least(one) / tiles)} a tile, two ${ms(least(two) / tiles)}: ${(least(one) / least(two)).toFixed(2)} times by the least, ${middle(ratios).toFixed(2)} by the median of rounds`,
  );
}

/** Everything that the page asks for, by path. */
function files(names: readonly string[]): Map<string, Uint8Array> {
  const all = new Map<string, Uint8Array>();
  for (const name of names) {
    const weights = randomWeights(sizes[name as keyof typeof sizes].config, 1);
    const model = readModel(weights);
    const { resolution } = model.architecture;
    const strip = stripMaker(model)({ panorama: createPanorama(7), tile: 1, resolution });
    all.set(`${name}.safetensors`, weights);
    for (const form of forms) {
      const { bytes, inputs } = generatorGraph(model, strip, form);
      all.set(`${name}.${form}.onnx`, bytes);
      all.set(
        `${name}.inputs`,
        writeSafetensors(inputs.map((each) => ({ ...each, dtype: 'F32' as const }))),
      );
    }
  }
  const runtime = join(root, 'tests/bench/node_modules/onnxruntime-web/dist');
  for (const file of readdirSync(runtime)) {
    if (/^ort(-wasm-simd-threaded|\.wasm\.min)\.(mjs|wasm)$/.test(file)) {
      all.set(`ort/${file}`, readFileSync(join(runtime, file)));
    }
  }
  for (const [file, features] of [
    ['peak.wasm', ['simd']],
    ['peak-fused.wasm', ['simd', 'relaxed-simd']],
  ] as const) {
    all.set(file, compilePeak(features));
  }
  return all;
}

function compilePeak(features: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'bench-alis-'));
  const out = join(folder, 'peak.wasm');
  const enable = features.flatMap((feature) => ['--enable', feature]);
  const flags = ['-O3', '--noAssert', '--runtime', 'stub', ...enable, '-o', out];
  try {
    const asc = join(root, 'node_modules/assemblyscript/bin/asc.js');
    execFileSync(process.execPath, [asc, 'src/alis/backends/wasm/assembly/peak.ts', ...flags], {
      cwd: root,
    });
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sized(resolution: 64 | 256, base: number, width: number): Config {
  return parseConfig({
    z_dim: width,
    w_dim: width,
    img_resolution: resolution,
    mapping: { num_layers: 2 },
    synthesis: { channel_base: base, channel_max: width, conv_clamp: 256 },
  });
}

function least(values: readonly number[] = []): number {
  return Math.min(...values);
}

function middle(values: readonly number[] = []): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}
