import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { randomWeights } from '../../src/alis/backends/random-weights.ts';
import { referenceBackend } from '../../src/alis/backends/reference/index.ts';
import { createEngine } from '../../src/alis/engine/engine.ts';
import { createPanorama } from '../../src/alis/latent/panorama.ts';
import { writeSafetensors } from '../../src/alis/model/safetensors.ts';
import { readModel } from '../../src/alis/model/weights.ts';
import { command as panorama } from '../../src/commands/alis-panorama.ts';
import { command as verify } from '../../src/commands/alis-verify.ts';
import { configOf, stripOf } from './support.ts';

let folder: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alis-'));
  printed = [];
  for (const method of ['log', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line: string) => printed.push(line));
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A fixture of our own: a strip of a generator with other sizes than the official ones. */
async function writeFixture(change: (values: Float32Array) => Float32Array): Promise<void> {
  const config = configOf({ padding: 'neighbour', grid_size: 4, w_coord_dist: 6 });
  const weights = randomWeights(config, 2);
  const model = readModel(weights);
  const strip = stripOf(model.architecture, { left: -8, width: 24 });
  const expected = change(await referenceBackend(model).planes(strip));
  const w = Float32Array.from(strip.codes.flatMap((code) => [...code]));
  writeFileSync(join(folder, 'weights.safetensors'), weights);
  const tensors = [
    { name: 'w', dtype: 'F32' as const, shape: [strip.codes.length, 8], values: w },
    { name: 'strip', dtype: 'F32' as const, shape: [3, 16, 24], values: expected },
  ];
  writeFileSync(join(folder, 'cases.safetensors'), writeSafetensors(tensors));
  const cases = [
    {
      name: 'a strip',
      kind: 'strip',
      w: 'w',
      anchor_of_row_0: strip.firstAnchor,
      columns: [-8, 16],
      expected: 'strip',
    },
  ];
  const files = { weights: 'weights.safetensors', cases_file: 'cases.safetensors' };
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...config, ...files, cases }));
}

describe('alis:verify', () => {
  it('is content with a fixture that every backend agrees with', async () => {
    await writeFixture((values) => values);
    expect(await verify.run([folder])).toBe(0);
    expect(printed.join('\n')).toMatch(/ok +wasm +a strip[\s\S]*ok +reference a strip/);
  });

  it('fails for a value that is off, and for one that is none', async () => {
    await writeFixture((values) => values.map((value, i) => (i === 9 ? value + 3e-4 : value)));
    expect(await verify.run([folder])).toBe(1);
    expect(printed.join('\n')).toMatch(/FAIL reference a strip +3\.0e-4 of 2e-4/);
    await writeFixture((values) => values.map((value, i) => (i === 9 ? Number.NaN : value)));
    expect(await verify.run([folder])).toBe(1);
    await writeFixture((values) => values.fill(0));
    expect(await verify.run([folder])).toBe(1);
  });

  it('fails for a folder that holds no fixture, and wants exactly one', async () => {
    expect(await verify.run([folder])).toBe(1);
    writeFileSync(join(folder, 'config.json'), '{');
    expect(await verify.run([folder])).toBe(1);
    writeFileSync(join(folder, 'config.json'), '{"cases":[{"kind":"dance"}]}');
    expect(await verify.run([folder])).toBe(1);
    expect(printed.at(-1)).toMatch(/config\.json: look at/);
    expect(await verify.run([])).toBe(2);
    expect(await verify.run([folder, folder])).toBe(2);
    expect(await verify.run(['--fast'])).toBe(2);
  });
});

describe('alis:panorama', () => {
  const weights = () => {
    const path = join(folder, 'weights.safetensors');
    writeFileSync(path, randomWeights(configOf({ padding: 'neighbour' }), 1));
    return path;
  };

  it('writes the tiles that the engine gives, side by side', async () => {
    const out = join(folder, 'p.png');
    const options = ['--seed', '9', '--frames', '3', '--truncation', '0.8', '--weights', weights()];
    expect(await panorama.run([...options, '--out', out])).toBe(0);
    const { data, info } = await sharp(out).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 48, height: 16, channels: 3 });
    const engine = await createEngine(randomWeights(configOf({ padding: 'neighbour' }), 1));
    expect(engine.stats()).toMatchObject({ backend: 'wasm', executors: 1 });
    const tile = await engine.tile(createPanorama(9, 0.8), 4);
    engine.dispose();
    for (let i = 0; i < 16; i++) {
      const row = Array.from(tile.data.subarray(i * 32, (i + 1) * 32)).filter((_, k) => k % 4 < 3);
      expect([...data.subarray((i * 48 + 32) * 3, (i * 48 + 40) * 3)]).toEqual(row);
    }
  });

  it.each([
    [[]],
    [['--out', 'p.png', '--frames', '0']],
    [['--out', 'p.png', '--seed', 'x']],
    [['--out', 'p.png', '--colour']],
  ])('wants to be told rightly: %j', async (options) => {
    expect(await panorama.run(options)).toBe(2);
  });

  it('refuses a seed out of range, and weights that are none', async () => {
    const out = join(folder, 'p.png');
    expect(await panorama.run(['--out', out, '--weights', weights(), '--seed', '-1'])).toBe(2);
    expect(await panorama.run(['--out', out, '--weights', join(folder, 'none')])).toBe(1);
    writeFileSync(join(folder, 'text'), 'hello');
    expect(await panorama.run(['--out', out, '--weights', join(folder, 'text')])).toBe(1);
    expect(printed.at(-1)).toMatch(/text: no safetensors file/);
    expect(existsSync(out)).toBe(false);
  });
});
