import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseConfig, parseConfigText } from '../../../src/alis/model/config.ts';
import { floatValues, readSafetensors } from '../../../src/alis/model/safetensors.ts';
import { readModel } from '../../../src/alis/model/weights.ts';
import { converted, convertedBytes, convertedValue, failure } from './converted.ts';
import {
  generatorModule,
  generatorTensors,
  generatorWith,
  initKwargs,
  persistentModule,
  reference,
  type Settings,
  smallest,
  smallSnapshot,
  snapshotValue,
  synthesisCfg,
} from './official-snapshot.ts';
import { load, parameter, tensor } from './official-storage.ts';
import {
  bytes,
  call,
  cyclic,
  dict,
  global,
  instance,
  type Protocol,
  tuple,
  type Value,
} from './pickle-writer.ts';

const protocols: Protocol[] = [2, 3, 4];
const fixture = fileURLToPath(new URL('../../../../shared/fixtures/alis-small/', import.meta.url));

describe.skipIf(!existsSync(fixture))('the official fixture (needs ../shared)', () => {
  const snapshot = existsSync(fixture)
    ? readFileSync(`${fixture}network-snapshot.pkl`)
    : Buffer.of();

  it('gives every tensor bit for bit', () => {
    const expected = readSafetensors(readFileSync(`${fixture}weights.safetensors`));
    const { tensors } = converted(snapshot);
    expect(tensors.size).toBe(102);
    expect([...tensors.keys()].sort()).toEqual([...expected.tensors.keys()].sort());
    for (const [name, wanted] of expected.tensors) {
      const found = tensors.get(name);
      expect(found?.shape, name).toEqual(wanted.shape);
      expect(Buffer.compare(found?.bytes ?? Buffer.of(), wanted.bytes), name).toBe(0);
    }
  });

  it('gives the configuration', () => {
    const found = parseConfigText(converted(snapshot).metadata.config ?? '');
    const wanted = parseConfigText(readFileSync(`${fixture}config.json`, 'utf8'));
    // The fixture spells out the channels that channel_base and channel_max give.
    const { channels: _, ...synthesis } = wanted.synthesis;
    const { name: __, ...rest } = wanted;
    expect(found).toMatchObject({ ...rest, synthesis });
  });

  it('loads', () => {
    expect(readModel(convertedBytes(snapshot)).architecture.levels).toHaveLength(5);
    expect(readModel(convertedBytes(snapshot, 'F16')).architecture.levels).toHaveLength(5);
  });
});

describe('a snapshot of our own', () => {
  it.each(protocols)('gives every tensor at protocol %i', (protocol) => {
    const { tensors } = converted(smallSnapshot(protocol));
    const wanted = generatorTensors(smallest);
    expect(tensors.size).toBe(wanted.length);
    for (const { name, shape, values } of wanted) {
      const found = tensors.get(name);
      expect(found?.shape, name).toEqual(shape);
      expect(found && [...floatValues(found)], name).toEqual(values);
    }
  });

  it.each(protocols)('loads at protocol %i', (protocol) => {
    const model = readModel(convertedBytes(smallSnapshot(protocol)));
    expect(model.architecture.config.w_dim).toBe(4);
    expect([...model.tensor('mapping.w_avg')]).toEqual(
      generatorTensors(smallest).find(({ name }) => name === 'mapping.w_avg')?.values,
    );
  });

  it('gives the configuration that was stored', () => {
    const settings: Settings = {
      ...smallest,
      resolution: 16,
      layers: 3,
      halfLevels: 2,
      clamp: null,
      gridSize: 4,
      distance: 6,
    };
    const { metadata } = converted(smallSnapshot(4, settings));
    expect(parseConfigText(metadata.config ?? '')).toEqual(
      parseConfig({
        z_dim: 4,
        w_dim: 4,
        img_resolution: 16,
        mapping: { num_layers: 3 },
        synthesis: {
          channel_base: 64,
          channel_max: 8,
          num_fp16_res: 2,
          conv_clamp: null,
          grid_size: 4,
          w_coord_dist: 6,
          coords: { dims: { 8: 32, 16: 32 } },
        },
      }),
    );
  });

  it.each(protocols)('reads modules of torch itself, at protocol %i', (protocol) => {
    const { tensors } = converted(smallSnapshot(protocol, { ...smallest, modes: 3 }));
    expect(tensors.get('mapping.modes_embs.weight')?.shape).toEqual([3, 4]);
  });

  it('never opens what is no part of the state', () => {
    const garbage = (length: number) =>
      call(global('torch._utils', '_rebuild_tensor_v2'), [
        load([new Uint8Array(length)]),
        0,
        tuple(1),
        tuple(1),
        false,
        null,
      ]);
    const place = 'synthesis.b8.coords_fuser0.';
    const { tensors } = converted(
      smallSnapshot(4, smallest, {
        [place]: {
          attributes: { coord_embs_cache: garbage(100) },
          buffers: { passing: garbage(200), unset: null },
          nonPersistent: ['passing'],
        },
      }),
    );
    expect([...tensors.keys()].filter((name) => name.startsWith(place))).toEqual([`${place}basis`]);
  });

  it.each(protocols)('leaves non-persistent buffers out at protocol %i', (protocol) => {
    const passing = { buffers: { passing: tensor({ shape: [1] }) }, nonPersistent: ['passing'] };
    const { tensors } = converted(smallSnapshot(protocol, smallest, { 'mapping.': passing }));
    expect(tensors.has('mapping.passing')).toBe(false);
    expect(tensors.has('mapping.w_avg')).toBe(true);
  });

  it('asks the mapping network itself for a depth that was left to its default', () => {
    const generator = generatorModule(
      generatorTensors({ ...smallest, layers: 3 }),
      { _init_kwargs: initKwargs(smallest, { mapping_kwargs: dict({}) }) },
      { 'mapping.': { attributes: { num_layers: 3 } } },
    );
    const { metadata } = convertedValue(snapshotValue(generator));
    expect(parseConfigText(metadata.config ?? '').mapping.num_layers).toBe(3);
  });

  it('reads a configuration kept by omegaconf', () => {
    const node = (value: Value) =>
      instance(global('omegaconf.nodes', 'AnyNode'), { state: dict({ _val: value }) });
    const container = (content: Record<string, Value>): Value =>
      instance(global('omegaconf.dictconfig', 'DictConfig'), {
        state: dict({ _metadata: null, _content: dict(content) }),
      });
    const patchwise = container({
      enabled: node(true),
      grid_size: node(4),
      w_coord_dist: node(reference('input.distance')),
    });
    const input = container({ distance: node(8), type: node('grid') });
    const cfg = container({ patchwise, input });
    const generator = generatorModule(generatorTensors({ ...smallest, gridSize: 4, distance: 8 }), {
      _init_kwargs: initKwargs(smallest, { synthesis_cfg: cfg }),
    });
    const { metadata } = convertedValue(snapshotValue(generator));
    const { synthesis } = parseConfigText(metadata.config ?? '');
    expect(synthesis).toMatchObject({ grid_size: 4, w_coord_dist: 8 });
  });
});

describe('what is no ALIS generator', () => {
  const kwargs = (changes: Record<string, Value>) =>
    snapshotValue(
      generatorModule(generatorTensors(smallest), { _init_kwargs: initKwargs(smallest, changes) }),
    );
  const cfg = (changes: Record<string, Value>) =>
    kwargs({ synthesis_cfg: synthesisCfg(smallest, changes) });

  it.each([
    ['a list', [1, 2], /the pickle holds a list; a snapshot would hold a dict with G_ema/],
    ['a number', 5, /the pickle holds the number 5/],
    ['other networks', dict({ G: null, D: null }), /holds a dict with G, D; .*G_ema/],
    ['a call', call(global('os', 'system'), ['false']), /holds an object of os.system/],
    ['no generator', dict({ G_ema: null }), /None stands where the generator G_ema should/],
    [
      'a call as generator',
      dict({ G_ema: call(global('os', 'system'), ['false']) }),
      /does not say what it was built with/,
    ],
    ['a StyleGAN2', kwargs({ synthesis_cfg: null }), /no synthesis_cfg/],
    ['a resolution out of range', kwargs({ img_resolution: 48 }), /img_resolution/],
    ['labels', kwargs({ c_dim: 10 }), /c_dim/],
    ['a cyclic setting', kwargs({ z_dim: cyclic((self) => ({ self })) }), /z_dim/],
    [
      'another input',
      cfg({ input: dict({ type: 'const' }) }),
      /input.type is the text "const"; only the text "grid"/,
    ],
    [
      'factorised layers',
      cfg({ fmm: dict({ enabled: true }) }),
      /fmm.enabled is True; only False is known/,
    ],
    ['no patches', cfg({ patchwise: dict({ enabled: true }) }), /grid_size/],
    [
      'settings that disagree',
      cfg({ coords: dict({ grid_size: 1 }) }),
      /coords.grid_size is the number 1, but patchwise.grid_size the number 2/,
    ],
    [
      'a reference to itself',
      cfg({ num_modes: reference('num_modes') }),
      /num_modes refers to itself/,
    ],
    [
      'a circle of references',
      cfg({ num_modes: reference('a.b'), a: reference('c'), c: reference('a') }),
      /num_modes refers to itself/,
    ],
    [
      'a reference to nothing',
      cfg({ patchwise: dict({ grid_size: reference('nowhere'), w_coord_dist: 4 }) }),
      /grid_size/,
    ],
    [
      'an unknown tensor',
      generatorWith(
        { name: '' },
        { 'mapping.': { parameters: { scale: parameter(tensor({ shape: [1] })) } } },
      ),
      /mapping.scale has no place/,
    ],
    [
      'a tensor twice',
      generatorWith(
        { name: '' },
        { 'mapping.': { parameters: { 'fc0.bias': parameter(tensor({ shape: [4] })) } } },
      ),
      /mapping.fc0.bias occurs twice/,
    ],
    [
      'a missing tensor',
      snapshotValue(
        generatorModule(generatorTensors(smallest).slice(1), {
          _init_kwargs: initKwargs(smallest),
        }),
      ),
      /mapping.w_avg is missing/,
    ],
    [
      'a number for a module',
      generatorWith({ name: '' }, { '': { modules: { extra: 5 } } }),
      /extra: the number 5 stands where a module should/,
    ],
    [
      'a number for a tensor',
      generatorWith({ name: '' }, { '': { buffers: { extra: 5 } } }),
      /extra: the number 5 stands where a tensor should/,
    ],
    [
      'bytes for a tensor',
      generatorWith({ name: '' }, { '': { buffers: { extra: bytes(new Uint8Array(5)) } } }),
      /extra: 5 bytes stands where a tensor should/,
    ],
  ] as [string, Value, RegExp][])('%s', (_, value, message) => {
    expect(failure(value).message).toMatch(message);
  });

  it('modules that contain themselves', () => {
    const state = cyclic((self) => ({
      _parameters: dict({}),
      _buffers: dict({}),
      _modules: dict({ again: instance(global('torch.nn', 'Module'), { state: self }) }),
    }));
    const loop = instance(global('torch.nn', 'Module'), { state });
    const value = generatorWith({ name: '' }, { '': { modules: { loop } } });
    expect(failure(value).message).toMatch(/more than 32 deep or contain themselves/);
  });

  it('modules that multiply', () => {
    let module: Value = persistentModule('Leaf', {});
    for (let i = 0; i < 30; i++)
      module = persistentModule('Twice', { modules: { a: module, b: module } });
    const value = generatorWith({ name: '' }, { '': { modules: { module } } });
    expect(failure(value).message).toMatch(/more than 1000 modules and tensors/);
  });

  it('control characters are not passed on', () => {
    const value = generatorWith({ name: '' }, { '': { buffers: { 'evil\u001b[2J': 5 } } });
    expect(failure(value).message).toMatch(/evil\?\[2J: the number 5 stands/);
  });
});
