import { AlisError } from '../errors.ts';
import { type Config, parseConfig } from '../model/config.ts';
import { SnapshotError } from './error.ts';
import { moduleAttributes } from './modules.ts';
import { type NamedValues, namedValues, unwrap } from './named-values.ts';
import { offsetOf } from './storage.ts';
import { describe, isNode, type PickleValue } from './values.ts';

/** References followed to find one setting; official configurations need one. */
const mostReferences = 10;
const reference = /^\$\{([^{}]{1,100})\}$/;

/** Settings of `synthesis_cfg` that would change the function; an absent one has the value given here. */
const implemented: Record<string, PickleValue> = {
  'patchwise.enabled': true,
  'patchwise.instance_norm': false,
  'input.type': 'grid',
  'coords.enabled': true,
  'coords.fallback': false,
  'coords.no_fourier_fallback': false,
  'coords.use_cips_embs': false,
  'coords.growth_schedule.enabled': false,
  'fmm.enabled': false,
  'style.is_spatial': true,
  'style.fallback_to_mean': false,
  modulated_second_conv: true,
  force_zero_padding: false,
  upsampling_mode: null,
};

/** Settings that stand in several places and must agree. */
const copies: Record<string, string> = {
  'coords.grid_size': 'patchwise.grid_size',
  'input.kwargs.grid_size': 'patchwise.grid_size',
  'coords.w_coord_dist': 'patchwise.w_coord_dist',
  'input.kwargs.w_coord_dist': 'patchwise.w_coord_dist',
  'input.kwargs.w_lerp_multiplier': 'patchwise.w_lerp_multiplier',
};

/**
 * The configuration a generator was built with, its references resolved, in our own form.
 * Throws SnapshotError for one that is missing, foreign, or describes a function we do not compute.
 */
export function readConfiguration(generator: PickleValue): Config {
  const settings = moduleAttributes(generator)?.get('_init_kwargs');
  const fail = (finding: string) =>
    new SnapshotError(offsetOf(settings, offsetOf(generator)), finding);
  const built = namedValues(settings);
  if (built === undefined) throw fail('G_ema does not say what it was built with');
  const cfg = built.get('synthesis_cfg');
  if (namedValues(cfg) === undefined) {
    throw fail('G_ema has no synthesis_cfg: a StyleGAN2 of another kind, not an ALIS generator');
  }
  const get = (path: string) => lookUp(cfg, path, fail);
  requireImplemented(get, fail);
  try {
    return parseConfig({
      ...plainEntries(built, ['z_dim', 'w_dim', 'c_dim', 'img_resolution', 'img_channels']),
      mapping: mappingSettings(generator, built, get),
      synthesis: synthesisSettings(built, get),
    });
  } catch (cause) {
    if (cause instanceof AlisError) throw fail(cause.message);
    throw cause;
  }
}

type Get = (path: string) => PickleValue | undefined;
type Fail = (finding: string) => SnapshotError;

function requireImplemented(get: Get, fail: Fail): void {
  for (const [path, expected] of Object.entries(implemented)) {
    const value = get(path);
    if (value === undefined || value === expected) continue;
    throw fail(`synthesis_cfg.${path} is ${describe(value)}; only ${describe(expected)} is known`);
  }
  for (const [copy, path] of Object.entries(copies)) {
    const value = get(copy);
    if (value === undefined || value === get(path)) continue;
    throw fail(`synthesis_cfg.${copy} is ${describe(value)}, but ${path} ${describe(get(path))}`);
  }
}

function mappingSettings(generator: PickleValue, built: NamedValues, get: Get) {
  const given = namedValues(built.get('mapping_kwargs')) ?? new Map();
  const network = namedValues(moduleAttributes(generator)?.get('_modules'))?.get('mapping');
  return {
    ...plainEntries(moduleAttributes(network) ?? new Map(), ['num_layers']),
    ...plainEntries(given, ['num_layers', 'lr_multiplier', 'activation']),
    num_modes: plain(get('num_modes')),
    mode_max_norm: plain(get('mode_max_norm')),
  };
}

function synthesisSettings(built: NamedValues, get: Get) {
  const given = namedValues(built.get('synthesis_kwargs')) ?? new Map();
  return {
    ...plainEntries(given, ['channel_base', 'channel_max', 'conv_clamp', 'num_fp16_res']),
    ...plainEntries(given, ['kernel_size', 'resample_filter']),
    input_resolution: plain(get('input.resolution')),
    // Without a number the generator would not be the one that was trained: no default stands in for these.
    grid_size: plain(get('patchwise.grid_size')) ?? null,
    w_coord_dist: plain(get('patchwise.w_coord_dist')) ?? null,
    w_lerp_multiplier: plain(get('patchwise.w_lerp_multiplier')),
    coords: coordinateSettings(built, get),
  };
}

function coordinateSettings(built: NamedValues, get: Get) {
  const levels = levelsUpTo(built.get('img_resolution'));
  const dims = levels.map((level) => [level, plain(get(`coords.channels_dict.${level}.dim`))]);
  const every = (flag: string) =>
    levels.every((level) => (get(`coords.channels_dict.${level}.${flag}`) ?? true) === true);
  return {
    logarithmic: plain(get('coords.logarithmic')),
    remove_lowest_freq: plain(get('coords.remove_lowest_freq')),
    use_diagonal: every('use_diagonal'),
    use_cosine: every('use_cosine'),
    dims: Object.fromEntries(dims.filter(([, dim]) => dim !== undefined)),
  };
}

/** Levels with a coordinate fuser. */
function levelsUpTo(resolution: PickleValue | undefined): number[] {
  return [8, 16, 32, 64, 128, 256, 512, 1024].filter((level) => level <= Number(resolution));
}

/** The setting at a path of names, with references such as `${patchwise.grid_size}` followed from the root. */
function lookUp(root: PickleValue | undefined, path: string, fail: Fail): PickleValue | undefined {
  let followed = 0;
  const follow = (from: string): PickleValue | undefined => {
    let value = root;
    for (const name of from.split('.')) {
      value = resolve(namedValues(value)?.get(name));
    }
    return value;
  };
  const resolve = (found: PickleValue | undefined): PickleValue | undefined => {
    const value = unwrap(found);
    const target = typeof value === 'string' ? reference.exec(value)?.[1] : undefined;
    if (target === undefined) return value;
    if (++followed > mostReferences) throw fail(`synthesis_cfg.${path} refers to itself`);
    return follow(target);
  };
  return follow(path);
}

function plainEntries(settings: NamedValues, names: readonly string[]): Record<string, unknown> {
  const present = names.filter((name) => settings.has(name));
  return Object.fromEntries(present.map((name) => [name, plain(settings.get(name))]));
}

/** Numbers, texts and flags as they are, sequences of them as arrays; anything else is not a setting of ours. */
function plain(value: PickleValue | undefined): unknown {
  const unwrapped = unwrap(value);
  if (isNode(unwrapped, 'list') || isNode(unwrapped, 'tuple')) {
    return unwrapped.items.map((item) => (typeof item === 'object' ? describe(item) : item));
  }
  return typeof unwrapped === 'object' && unwrapped !== null ? describe(unwrapped) : unwrapped;
}
