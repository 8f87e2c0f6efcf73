import type { Activation, Backend, Trace } from '../backends/backend.ts';
import type { BackendName } from '../backends/backends.ts';
import { largestDifference } from '../difference.ts';
import { AlisError } from '../errors.ts';
import { type Code, mapLatent, truncate, truncateSlots } from '../latent/mapping.ts';
import type { Architecture } from '../model/architecture.ts';
import { type Config, parseConfig } from '../model/config.ts';
import { floatValues, type Safetensors, type Tensor } from '../model/safetensors.ts';
import { type Model, readModel } from '../model/weights.ts';
import { toBytes } from '../tile/pixels.ts';
import { anchorsOf, type Columns, type Noise, type Strip } from '../tile/strip.ts';
import type { CaseOf, FixtureCase } from './cases.ts';
import { rows, sideBySide, withoutAlpha } from './pictures.ts';

/** A fixture's files, read. */
export interface Fixture {
  readonly config: Config;
  readonly cases: readonly FixtureCase[];
  /** A safetensors file. */
  readonly weights: Uint8Array;
  readonly tensors: Safetensors;
}

/** One comparison: a case, or an intermediate result of one. */
export interface Comparison {
  readonly name: string;
  readonly backend: BackendName;
  /** Largest absolute difference; in levels for bytes. NaN where shapes differ or a value is none. */
  readonly difference: number;
  readonly tolerance: number;
}

/** What computes the cases. */
export interface Candidate {
  readonly name: BackendName;
  readonly create: (model: Model) => Promise<Backend> | Backend;
}

const tolerances = { picture: 2e-4, mapping: 1e-5, bytes: 1 };

/** Computes every case of a fixture with one backend and compares. */
export async function* verify(
  fixture: Fixture,
  { name, create }: Candidate,
): AsyncGenerator<Comparison> {
  const runs = new Map<string, Run>();
  try {
    for (const item of fixture.cases) {
      const config = configOf(fixture.config, item);
      const key = JSON.stringify(config);
      let run = runs.get(key);
      if (!run) {
        const model = readModel(fixture.weights, config);
        run = {
          model,
          name,
          backend: await create(model),
          tensor: tensorsOf(fixture.tensors),
          panoramas: new Map(),
        };
        runs.set(key, run);
      }
      yield* compareCase(fixture, run, item);
    }
  } finally {
    for (const { backend } of runs.values()) backend.dispose();
  }
}

interface Run {
  readonly model: Model;
  readonly name: BackendName;
  readonly backend: Backend;
  readonly tensor: (name: string) => Tensor;
  /** Panoramas that were computed: several cases look at the same one. */
  readonly panoramas: Map<string, Promise<Float32Array>>;
}

function configOf(config: Config, item: FixtureCase): Config {
  const { padding, num_fp16_res } = config.synthesis;
  return parseConfig({
    ...config,
    synthesis: {
      ...config.synthesis,
      padding: item.padding ?? padding,
      num_fp16_res: item.num_fp16_res ?? num_fp16_res,
    },
  });
}

function tensorsOf({ tensors }: Safetensors): (name: string) => Tensor {
  return (name) => {
    const tensor = tensors.get(name);
    if (!tensor) throw new AlisError('tensor', `${name} is named by a case and missing`);
    return tensor;
  };
}

async function* compareCase(
  fixture: Fixture,
  run: Run,
  item: FixtureCase,
): AsyncGenerator<Comparison> {
  switch (item.kind) {
    case 'mapping':
      yield compare(run, item, map(run, item), tolerances.mapping);
      return;
    case 'frame':
      yield* compareFrame(run, item);
      return;
    case 'strip': {
      const [left, end] = item.columns;
      const codes = rows(run.tensor(item.w));
      const planes = await render(run, { left, width: end - left }, codes, item.anchor_of_row_0);
      yield compare(run, item, planes, tolerances.picture);
      return;
    }
    case 'panorama': {
      const columns = panoramaColumns(run, item);
      yield compare(run, item, await panorama(run, item, columns), tolerances.picture);
      if (item.changed_tiles) yield await compareUnchanged(fixture, run, item);
      return;
    }
    case 'panorama_u8': {
      const of = panoramaNamed(fixture, (other) => other.name === item.of);
      const bytes = toBytes(await panorama(run, of, panoramaColumns(run, of)));
      yield compare(run, item, withoutAlpha(bytes), tolerances.bytes);
    }
  }
}

function map(
  { model, tensor }: Run,
  { z, rows: range, psi, cutoff }: CaseOf<'mapping'>,
): Float32Array {
  const codes = rows(tensor(z))
    .slice(...(range ?? []))
    .map((latent) => mapLatent(model, latent))
    .map((w) =>
      cutoff === undefined ? truncate(model, w, psi) : truncateSlots(model, w, psi, cutoff),
    );
  return Float32Array.from(codes.flatMap((code) => [...code]));
}

/** Tiles k .. k + Gd - 1 of the window whose anchors are 0, 1, 2; noise begins at the frame's border (spec 6). */
async function* compareFrame(run: Run, item: CaseOf<'frame'>): AsyncGenerator<Comparison> {
  const { tileWidth, config, resolution } = run.model.architecture;
  const left = item.left_border_idx * tileWidth;
  const codes = frameCodes(run, item);
  const noise: Noise =
    item.noise_mode === 'const' ? { mode: 'const', origin: left } : { mode: 'none' };
  const activations = new Map<string, Activation[]>();
  const trace: Trace = (name, activation) => {
    activations.set(name, [...(activations.get(name) ?? []), activation]);
  };
  const parts: Columns[] =
    config.synthesis.padding === 'neighbour'
      ? [{ left, width: resolution }]
      : tilesWithin(run, left, left + resolution);
  const pieces: Float32Array[] = [];
  const traced = Object.keys(item.activations).length > 0;
  for (const columns of parts) {
    const strip = stripOf(run.model.architecture, columns, codes, 0, noise);
    pieces.push(await run.backend.planes(strip, traced ? trace : undefined));
  }
  const picture = sideBySide(pieces.map((values) => ({ rows: 3 * resolution, values })));
  yield compare(run, item, picture, tolerances.picture);
  for (const [name, expected] of Object.entries(item.activations)) {
    const found = (activations.get(name) ?? []).map(({ channels, rows, values }) => ({
      rows: channels * rows,
      values,
    }));
    const exact = item.activations_float64_max_abs_diff[name];
    yield compare(
      run,
      { name: `${item.name} ${name}`, expected, float64_max_abs_diff: exact },
      sideBySide(found),
      tolerances.picture,
    );
  }
}

function frameCodes({ tensor, model }: Run, item: CaseOf<'frame'>): Code[] {
  if (item.ws)
    return rows(tensor(item.ws), model.architecture.slots * model.architecture.config.w_dim);
  if (!item.w || !item.anchors) throw new AlisError('config', `${item.name} names no codes`);
  const codes = rows(tensor(item.w));
  return item.anchors.map((row) => codeAt(codes, row));
}

function panoramaColumns({ model }: Run, item: CaseOf<'panorama'>): Columns {
  if (item.columns) return { left: item.columns[0], width: item.columns[1] - item.columns[0] };
  const { tilesPerInterval, tileWidth } = model.architecture;
  const tiles = item.tiles ?? (item.anchors.length - 1) * tilesPerInterval;
  return { left: 0, width: tiles * tileWidth };
}

function panorama(run: Run, item: CaseOf<'panorama'>, columns: Columns): Promise<Float32Array> {
  const { z, anchors, psi, noise_mode } = item;
  const key = JSON.stringify([z, anchors, psi, noise_mode, columns]);
  let result = run.panoramas.get(key);
  if (!result) {
    const latents = rows(run.tensor(z));
    const codes = anchors.map((row) =>
      truncate(run.model, mapLatent(run.model, codeAt(latents, row)), psi),
    );
    result = render(run, columns, codes, 0, noise_mode);
    run.panoramas.set(key, result);
  }
  return result;
}

/** A resample must leave every other tile as it was, bit for bit (spec 6). */
async function compareUnchanged(
  fixture: Fixture,
  run: Run,
  item: CaseOf<'panorama'>,
): Promise<Comparison> {
  const before = panoramaNamed(
    fixture,
    (other) => other.z === item.z && other.anchors.length === item.anchors.length && !other.columns,
  );
  const { tileWidth, resolution } = run.model.architecture;
  const all = panoramaColumns(run, before);
  const [old, changed] = [await panorama(run, before, all), await panorama(run, item, all)];
  let difference = 0;
  for (let i = 0; i < old.length; i++) {
    const tile = Math.floor((i % all.width) / tileWidth);
    const expectedToChange = item.changed_tiles?.includes(tile);
    if (!expectedToChange) difference = Math.max(difference, Math.abs(old[i]! - changed[i]!));
  }
  if (old.length !== 3 * resolution * all.width) difference = Number.NaN;
  return { name: `${item.name} elsewhere`, backend: run.name, difference, tolerance: 0 };
}

function panoramaNamed(
  { cases }: Fixture,
  fits: (item: CaseOf<'panorama'>) => boolean,
): CaseOf<'panorama'> {
  for (const item of cases) if (item.kind === 'panorama' && fits(item)) return item;
  throw new AlisError('config', 'a case refers to a panorama that is not among the cases');
}

/** Any columns: with zero padding tile by tile, else as one strip. */
async function render(
  run: Run,
  columns: Columns,
  codes: readonly Code[],
  firstAnchor: number,
  noiseMode: 'none' | 'const' = 'none',
): Promise<Float32Array> {
  const { architecture } = run.model;
  const noise: Noise = noiseMode === 'const' ? { mode: 'const', origin: 0 } : { mode: 'none' };
  const parts =
    architecture.config.synthesis.padding === 'neighbour'
      ? [columns]
      : tilesWithin(run, columns.left, columns.left + columns.width);
  const pieces: Float32Array[] = [];
  for (const part of parts) {
    pieces.push(await run.backend.planes(stripOf(architecture, part, codes, firstAnchor, noise)));
  }
  return sideBySide(pieces.map((values) => ({ rows: 3 * architecture.resolution, values })));
}

function tilesWithin({ model }: Run, left: number, end: number): Columns[] {
  const { tileWidth } = model.architecture;
  const tiles: Columns[] = [];
  for (let from = left; from < end; from += tileWidth) tiles.push({ left: from, width: tileWidth });
  return tiles;
}

function stripOf(
  architecture: Architecture,
  columns: Columns,
  codes: readonly Code[],
  firstCode: number,
  noise: Noise,
): Strip {
  const { resolution } = architecture;
  const { first, last } = anchorsOf(architecture, { columns, resolution });
  const used: Code[] = [];
  for (let anchor = first; anchor <= last; anchor++) used.push(codeAt(codes, anchor - firstCode));
  return { columns, firstAnchor: first, codes: used, noise, resolution };
}

function codeAt(codes: readonly Code[], index: number): Code {
  const code = codes[index];
  if (!code) throw new AlisError('range', `a case needs code ${index} of ${codes.length}`);
  return code;
}

function compare(
  { tensor, name: backend }: Run,
  item: { name: string; expected: string; float64_max_abs_diff?: number | null | undefined },
  found: ArrayLike<number>,
  tolerance: number,
): Comparison {
  const expected = tensor(item.expected);
  const values = expected.dtype === 'U8' ? expected.bytes : floatValues(expected);
  return {
    name: item.name,
    backend,
    difference: largestDifference(found, values),
    tolerance: Math.max(tolerance, 4 * (item.float64_max_abs_diff ?? 0)),
  };
}
