import { styleCache } from '../../latent/styles.ts';
import type { Model } from '../../model/weights.ts';
import { levelColumns, pictureWidth, type Strip } from '../../tile/strip.ts';
import type { Backend, Trace } from '../backend.ts';
import { packModel, packStyles } from '../packed-model.ts';
import { createArena } from './arena.ts';
import { allocate, type Buffers, type Plane } from './buffers.ts';
import { fused, instantiateKernels } from './kernels.ts';
import { synthesise } from './synthesis.ts';
import type { PlaneTrace, Workspace } from './workspace.ts';

/**
 * WebAssembly with 128-bit vectors: a strip on one thread, in memory that is asked for once for each width of strip.
 * @throws {AlisError} `backend` where that cannot run
 */
export async function wasmBackend(model: Model): Promise<Backend> {
  const { architecture } = model;
  const arena = createArena();
  const kernels = await instantiateKernels(arena.memory);
  const packed = packModel(model, { store: arena.copy, block: 8, noise: false });
  const stylesOf = styleCache(model);
  const packedStyles = new WeakMap<object, Float32Array>();
  const buffersOf = new Map<string, Buffers>();
  let anchors = { address: 0, count: 0 };

  const prepare = (strip: Strip, trace: Trace | undefined): Workspace => {
    levelColumns(architecture, strip);
    const shape = `${strip.columns.width} ${strip.resolution}`;
    let buffers = buffersOf.get(shape);
    if (!buffers) {
      buffers = allocate(architecture, packed, arena, strip);
      buffersOf.set(shape, buffers);
    }
    if (strip.codes.length > anchors.count) {
      const count = strip.codes.length;
      anchors = { address: arena.floats(count * packed.styleSize), count };
    }
    strip.codes.forEach((code, i) => {
      const styles = stylesOf(code);
      let values = packedStyles.get(styles);
      if (!values) {
        values = packStyles(packed, styles);
        packedStyles.set(styles, values);
      }
      arena.view().set(values, anchors.address / 4 + i * packed.styleSize);
    });
    return {
      model,
      arena,
      kernels,
      packed,
      buffers,
      anchors: anchors.address,
      strip,
      trace: trace && traceTo(trace),
    };
  };

  return {
    description: fused ? 'WebAssembly SIMD, fused' : 'WebAssembly SIMD',
    planes: async (strip, trace) => {
      const picture = synthesise(prepare(strip, trace));
      return readPlane(
        arena.view(),
        picture,
        strip.resolution,
        pictureWidth(architecture, strip),
        [0, 1, 2],
      );
    },
    pixels: async (strip) => {
      const width = pictureWidth(architecture, strip);
      const space = prepare(strip, undefined);
      const picture = synthesise(space);
      const { resolution } = strip;
      kernels.toBytes(picture.address, picture.row, resolution, width, space.buffers.bytes);
      const bytes = new Uint8ClampedArray(resolution * width * 4);
      bytes.set(new Uint8Array(arena.memory.buffer, space.buffers.bytes, bytes.length));
      return bytes;
    },
    dispose: () => buffersOf.clear(),
  };
}

function traceTo(trace: Trace): PlaneTrace {
  return ({ arena }, name, plane, rows, columns, channels) =>
    trace(name, {
      channels: channels.length,
      rows,
      columns,
      values: readPlane(arena.view(), plane, rows, columns.width, channels),
    });
}

/** @returns [channels, rows, width] */
function readPlane(
  memory: Float32Array,
  { address, row, pixel }: Plane,
  rows: number,
  width: number,
  channels: readonly number[],
): Float32Array {
  const values = new Float32Array(channels.length * rows * width);
  let index = 0;
  for (const channel of channels) {
    for (let i = 0; i < rows; i++) {
      const first = (address + i * row) / 4 + channel;
      for (let j = 0; j < width; j++) values[index++] = memory[first + (j * pixel) / 4]!;
    }
  }
  return values;
}
