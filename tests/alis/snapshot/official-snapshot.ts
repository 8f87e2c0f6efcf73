/** Builds what the official training code stores, in its own form, out of plain numbers. */
import {
  type Architecture,
  architectureOf,
  stateTensors,
} from '../../../src/alis/model/architecture.ts';
import { parseConfig } from '../../../src/alis/model/config.ts';
import { ordered, parameter, type TensorSpec, tensor } from './official-storage.ts';
import {
  call,
  dict,
  global,
  instance,
  join,
  type Pickle,
  type Protocol,
  pickle,
  set,
  type Value,
} from './pickle-writer.ts';

export interface ModuleParts {
  parameters?: Record<string, Value>;
  buffers?: Record<string, Value>;
  modules?: Record<string, Value>;
  nonPersistent?: string[];
  attributes?: Record<string, Value>;
}

const moduleState = (parts: ModuleParts) => ({
  training: false,
  _parameters: ordered(parts.parameters ?? {}),
  _buffers: ordered(parts.buffers ?? {}),
  _non_persistent_buffers_set: set(...(parts.nonPersistent ?? [])),
  _backward_hooks: ordered({}),
  _modules: ordered(parts.modules ?? {}),
  ...parts.attributes,
});

/** A module of the official code's own classes. */
export const persistentModule = (name: string, parts: ModuleParts) =>
  call(global('torch_utils.persistence', '_reconstruct_persistent_obj'), [
    dict({
      type: 'class',
      version: 6,
      module_src: '# the source would stand here\n'.repeat(50),
      class_name: name,
      state: dict(moduleState(parts)),
    }),
  ]);

/** A module of one of torch's classes. */
export const torchModule = (name: string, parts: ModuleParts) =>
  instance(global('torch.nn.modules.sparse', name), { state: dict(moduleState(parts)) });

export interface Settings {
  resolution: number;
  channelBase: number;
  channelMax: number;
  dim: number;
  layers: number;
  halfLevels: number;
  clamp: number | null;
  gridSize: number;
  distance: number;
  modes: number;
}

export const smallest: Settings = {
  resolution: 8,
  channelBase: 64,
  channelMax: 8,
  dim: 4,
  layers: 2,
  halfLevels: 0,
  clamp: 256,
  gridSize: 2,
  distance: 4,
  modes: 1,
};

/** How omegaconf refers to another setting. */
export const reference = (path: string) => `\${${path}}`;

/** The official `synthesis_cfg`, with its references unresolved. */
export function synthesisCfg(settings: Settings, changes: Record<string, Value> = {}): Value {
  const level = (dim: number) => dict({ dim, use_diagonal: true, use_cosine: true });
  return dict({
    patchwise: dict({
      enabled: true,
      grid_size: settings.gridSize,
      w_coord_dist: settings.distance,
      w_lerp_multiplier: 1.0,
      instance_norm: false,
    }),
    input: dict({
      type: 'grid',
      resolution: 4,
      kwargs: dict({
        w_lerp_multiplier: reference('patchwise.w_lerp_multiplier'),
        grid_size: reference('patchwise.grid_size'),
        w_coord_dist: reference('patchwise.w_coord_dist'),
      }),
    }),
    min_resolution: reference('input.resolution'),
    coords: dict({
      enabled: true,
      logarithmic: true,
      remove_lowest_freq: true,
      grid_size: reference('patchwise.grid_size'),
      w_coord_dist: reference('patchwise.w_coord_dist'),
      channels_dict: dict({
        8: level(32),
        16: level(32),
        32: level(64),
        64: level(128),
        128: level(128),
        256: level(64),
        512: level(64),
        1024: level(64),
      }),
    }),
    fmm: dict({ enabled: false }),
    style: dict({ is_spatial: true, fallback_to_mean: false }),
    modulated_second_conv: true,
    upsampling_mode: null,
    num_modes: settings.modes,
    mode_max_norm: 1,
    ...changes,
  });
}

export function initKwargs(settings: Settings, changes: Record<string, Value> = {}): Value {
  return dict({
    c_dim: 0,
    img_resolution: settings.resolution,
    img_channels: 3,
    z_dim: settings.dim,
    w_dim: settings.dim,
    mapping_kwargs: dict({ num_layers: settings.layers }),
    synthesis_kwargs: dict({
      channel_base: settings.channelBase,
      channel_max: settings.channelMax,
      num_fp16_res: settings.halfLevels,
      conv_clamp: settings.clamp,
    }),
    synthesis_cfg: synthesisCfg(settings),
    ...changes,
  });
}

function architectureFor(settings: Settings): Architecture {
  return architectureOf(
    parseConfig({
      z_dim: settings.dim,
      w_dim: settings.dim,
      img_resolution: settings.resolution,
      mapping: { num_layers: settings.layers, num_modes: settings.modes },
      synthesis: {
        channel_base: settings.channelBase,
        channel_max: settings.channelMax,
        grid_size: settings.gridSize,
        w_coord_dist: settings.distance,
      },
    }),
  );
}

/** Every tensor of a generator with these settings, without values. */
export function tensorShapes(settings: Settings): TensorSpec[] {
  return stateTensors(architectureFor(settings)).map(({ name, shape }) => ({ name, shape }));
}

/** The same with values: bases and filters as they must be, the rest counting up. */
export function generatorTensors(settings: Settings): (TensorSpec & { values: number[] })[] {
  const bases = new Map(
    architectureFor(settings).levels.map(({ coordinates }) => [
      coordinates.tensor,
      coordinates.rows.flatMap(({ octave, x, y }) =>
        [x, y].map((v) => (v * 2 ** octave * Math.PI) / 4),
      ),
    ]),
  );
  const taps = [1, 3, 3, 1];
  const filter = taps.flatMap((a) => taps.map((b) => (a * b) / 64));
  let next = 0;
  return tensorShapes(settings).map(({ name, shape }) => {
    const length = shape.reduce((product, n) => product * n, 1);
    const counted = Array.from({ length }, () => ((next++ % 4096) - 2048) / 8192);
    const fixed = name.endsWith('resample_filter') ? filter : bases.get(name);
    return { name, shape, values: (fixed ?? counted).map(Math.fround) };
  });
}

const isBuffer = (name: string) =>
  /(w_avg|max_shift_strength|basis|resample_filter|noise_const)$/.test(name);

/** A generator as a tree of modules, out of tensors named as in a state dict. */
export function generatorModule(
  tensors: readonly TensorSpec[],
  attributes: Record<string, Value>,
  extra: Record<string, ModuleParts> = {},
): Value {
  const build = (prefix: string): Value => {
    const below = tensors.filter(({ name }) => name.startsWith(prefix));
    const own = below.filter(({ name }) => !name.slice(prefix.length).includes('.'));
    const children = new Set(
      below
        .filter((spec) => !own.includes(spec))
        .map(({ name }) => name.slice(prefix.length).split('.')[0] ?? ''),
    );
    const key = ({ name }: TensorSpec) => name.slice(prefix.length);
    const parts = extra[prefix] ?? {};
    const all = {
      ...parts,
      parameters: {
        ...Object.fromEntries(
          own.filter((s) => !isBuffer(s.name)).map((s) => [key(s), parameter(tensor(s))]),
        ),
        ...parts.parameters,
      },
      buffers: {
        ...Object.fromEntries(own.filter((s) => isBuffer(s.name)).map((s) => [key(s), tensor(s)])),
        ...parts.buffers,
      },
      modules: {
        ...Object.fromEntries([...children].map((child) => [child, build(`${prefix}${child}.`)])),
        ...parts.modules,
      },
      attributes: { ...(prefix === '' ? attributes : {}), ...parts.attributes },
    };
    if (prefix.endsWith('modes_embs.')) return torchModule('Embedding', all);
    return persistentModule(prefix === '' ? 'Generator' : 'Layer', all);
  };
  return build('');
}

/** The whole file's object. */
export function snapshotValue(generator: Value, others: Record<string, Value> = {}): Value {
  return dict({
    training_set_kwargs: instance(global('dnnlib.util', 'EasyDict'), {
      entries: { resolution: 8 },
    }),
    G: null,
    D: null,
    augment_pipe: null,
    ...others,
    G_ema: generator,
  });
}

/** A small snapshot and where its instructions begin. */
export function smallPickle(
  protocol: Protocol,
  settings: Settings = smallest,
  extra: Record<string, ModuleParts> = {},
): Pickle {
  const attributes = { _init_kwargs: initKwargs(settings) };
  const generator = generatorModule(generatorTensors(settings), attributes, extra);
  return pickle(snapshotValue(generator), protocol);
}

/** A small snapshot in memory. */
export function smallSnapshot(...args: Parameters<typeof smallPickle>): Uint8Array {
  return join(smallPickle(...args).pieces);
}

/** A generator of the smallest settings with some of its tensors replaced. */
export function generatorWith(replaced: Partial<TensorSpec> & { name: string }, extra = {}): Value {
  const tensors = generatorTensors(smallest).map((spec) => {
    if (spec.name !== replaced.name) return spec;
    const { values: _, ...rest } = spec;
    return { ...rest, ...replaced };
  });
  return snapshotValue(generatorModule(tensors, { _init_kwargs: initKwargs(smallest) }, extra));
}
