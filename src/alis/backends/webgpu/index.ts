import { AlisError } from '../../errors.ts';
import { styleCache } from '../../latent/styles.ts';
import type { Model } from '../../model/weights.ts';
import { toBytes } from '../../tile/pixels.ts';
import { pictureWidth, type Strip } from '../../tile/strip.ts';
import type { Backend, Trace } from '../backend.ts';
import { packModel, packStyles } from '../packed-model.ts';
import { roundUp } from '../packing.ts';
import { allocate, type GpuBuffers, release } from './buffers.ts';
import { gpuDevice } from './device.ts';
import { slotBytes, writeParams } from './params.ts';
import { createPresenter, type Presenter } from './present.ts';
import { computeShader } from './shaders.ts';
import { type Shown, type Step, stepsOf } from './steps.ts';

/** Anchors that a strip of one tile can depend on, and some. */
const mostAnchors = 16;

/**
 * WGSL: a strip is a few dozen dispatches, submitted at once. @throws {AlisError} `backend` where there is no GPU
 */
export async function webgpuBackend(model: Model): Promise<Backend> {
  const device = await gpuDevice();
  const { architecture } = model;
  let lost: AlisError | undefined;
  void device.lost.then(({ message }) => {
    lost = new AlisError('backend', `the GPU was lost: ${message}`);
  });

  const stored = collect();
  const packed = packModel(model, { store: stored.store, block: 4, noise: true });
  const guard = guarded(device);
  const weights = upload(device, stored.all());
  const styles = device.createBuffer({
    size: mostAnchors * packed.styleSize * 4,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  const program = await compile(device);
  await guard();
  const stylesOf = styleCache(model);
  const shapes = new Map<string, GpuBuffers>();
  let present: Presenter | undefined;

  const buffersFor = (strip: Strip): GpuBuffers => {
    const shape = `${strip.columns.width} ${strip.resolution}`;
    let buffers = shapes.get(shape);
    if (!buffers) {
      buffers = allocate(device, architecture, packed, strip);
      shapes.set(shape, buffers);
    }
    return buffers;
  };

  /** Computes a strip and gives the buffer that its picture is in. */
  const synthesise = async (strip: Strip, trace?: Trace): Promise<GPUBuffer> => {
    if (lost) throw lost;
    if (strip.codes.length > mostAnchors) {
      throw new AlisError(
        'range',
        `a strip may span ${mostAnchors} anchors, not ${strip.codes.length}`,
      );
    }
    const buffers = buffersFor(strip);
    const steps = stepsOf({ model, packed, buffers, strip }, trace !== undefined);
    strip.codes.forEach((code, i) => {
      const values = packStyles(packed, stylesOf(code));
      device.queue.writeBuffer(styles, i * packed.styleSize * 4, values.buffer as ArrayBuffer);
    });
    const params = new DataView(new ArrayBuffer(steps.length * slotBytes));
    for (const [slot, step] of steps.entries()) writeParams(params, slot, step.params);
    device.queue.writeBuffer(buffers.params, 0, params);
    const bind = (step: Step): GPUBindGroup =>
      device.createBindGroup({
        layout: program.layout,
        entries: [
          { binding: 0, resource: { buffer: buffers.params, size: slotBytes } },
          { binding: 1, resource: { buffer: weights } },
          { binding: 2, resource: { buffer: styles } },
          { binding: 3, resource: { buffer: step.source } },
          { binding: 4, resource: { buffer: step.below } },
          { binding: 5, resource: { buffer: step.result } },
        ],
      });
    let encoder = device.createCommandEncoder();
    for (const [slot, step] of steps.entries()) {
      const pass = encoder.beginComputePass();
      pass.setPipeline(program.pipelines[step.entryPoint]);
      pass.setBindGroup(0, bind(step), [slot * slotBytes]);
      const groups = Math.ceil(step.invocations / 64);
      const across = Math.min(groups, 32_768);
      pass.dispatchWorkgroups(across, Math.ceil(groups / across));
      pass.end();
      if (trace && step.shows) {
        device.queue.submit([encoder.finish()]);
        await show(device, step.result, step.shows, trace);
        encoder = device.createCommandEncoder();
      }
    }
    device.queue.submit([encoder.finish()]);
    return steps.at(-1)!.result;
  };

  const compute = async (strip: Strip, trace?: Trace): Promise<Float32Array> => {
    const check = guarded(device);
    const picture = await synthesise(strip, trace);
    const width = pictureWidth(architecture, strip);
    const pixels = await read(device, picture, strip.resolution * width * 4);
    await check();
    if (lost) throw lost;
    return pick(pixels, strip.resolution * width, 4, [0, 1, 2]);
  };

  // Strips share their buffers: each waits until the one before it has been read.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = turn.then(work).catch((error: unknown) => {
      throw error instanceof AlisError ? error : failure(error);
    });
    turn = result.catch(() => {});
    return result;
  };
  const planes: Backend['planes'] = (strip, trace) => inTurn(() => compute(strip, trace));

  return {
    name: 'webgpu',
    description: `WebGPU, ${device.adapterInfo.description || device.adapterInfo.vendor || 'GPU'}`,
    planes,
    pixels: async (strip) => toBytes(await planes(strip)),
    draw: (strip, context, x, y) =>
      inTurn(async () => {
        present ??= createPresenter(device);
        const picture = await synthesise(strip);
        present.draw(picture, pictureWidth(architecture, strip), strip.resolution, context, x, y);
        await device.queue.onSubmittedWorkDone();
        if (lost) throw lost;
      }),
    dispose: () => {
      weights.destroy();
      styles.destroy();
      present?.dispose();
      for (const buffers of shapes.values()) release(buffers);
      shapes.clear();
    },
  };
}

/** Whatever a browser throws when its GPU gives up. */
function failure(cause: unknown): AlisError {
  return new AlisError('backend', `WebGPU: ${cause instanceof Error ? cause.message : cause}`, {
    cause,
  });
}

/** Values side by side, each from a whole vector on; places count vectors. */
function collect(): {
  store: (values: Float32Array) => number;
  all: () => Float32Array<ArrayBuffer>;
} {
  const parts: Float32Array[] = [];
  let size = 0;
  return {
    store: (values) => {
      const place = size / 4;
      parts.push(values);
      size += roundUp(values.length, 4);
      return place;
    },
    all: () => {
      const whole = new Float32Array(size);
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += roundUp(part.length, 4);
      }
      return whole;
    },
  };
}

interface Program {
  readonly layout: GPUBindGroupLayout;
  readonly pipelines: Readonly<Record<Step['entryPoint'], GPUComputePipeline>>;
}

async function compile(device: GPUDevice): Promise<Program> {
  const storage = (binding: number, type: GPUBufferBindingType): GPUBindGroupLayoutEntry => ({
    binding,
    visibility: GPUShaderStage.COMPUTE,
    buffer: { type },
  });
  const layout = device.createBindGroupLayout({
    entries: [
      {
        binding: 0,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: 'uniform', hasDynamicOffset: true },
      },
      ...[1, 2, 3, 4].map((binding) => storage(binding, 'read-only-storage')),
      storage(5, 'storage'),
    ],
  });
  const module = device.createShaderModule({ code: computeShader });
  const pipelineLayout = device.createPipelineLayout({ bindGroupLayouts: [layout] });
  const build = (entryPoint: string): Promise<GPUComputePipeline> =>
    device.createComputePipelineAsync({ layout: pipelineLayout, compute: { module, entryPoint } });
  const [modulate, spread, smoothed, convolve, colour] = await Promise.all([
    build('modulate'),
    build('spread'),
    build('smoothed'),
    build('convolve'),
    build('colour'),
  ]).catch((cause: unknown) => {
    throw new AlisError('backend', `WebGPU refuses the shaders: ${String(cause)}`, { cause });
  });
  return { layout, pipelines: { modulate, spread, smoothed, convolve, colour } };
}

function upload(device: GPUDevice, values: Float32Array<ArrayBuffer>): GPUBuffer {
  const buffer = device.createBuffer({
    size: values.byteLength,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, values);
  return buffer;
}

/** Watches what follows; the returned check throws what went wrong meanwhile. */
function guarded(device: GPUDevice): () => Promise<void> {
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  return async () => {
    const [memory, validation] = await Promise.all([
      device.popErrorScope(),
      device.popErrorScope(),
    ]);
    const error = memory ?? validation;
    if (error) throw new AlisError('backend', `WebGPU: ${error.message || 'out of memory'}`);
  };
}

async function read(device: GPUDevice, buffer: GPUBuffer, floats: number): Promise<Float32Array> {
  const size = floats * 4;
  const copy = device.createBuffer({
    size,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, copy, 0, size);
  device.queue.submit([encoder.finish()]);
  try {
    await copy.mapAsync(GPUMapMode.READ);
    return new Float32Array(copy.getMappedRange()).slice();
  } catch (cause) {
    throw new AlisError('backend', 'the GPU gave no result', { cause });
  } finally {
    copy.destroy();
  }
}

async function show(
  device: GPUDevice,
  buffer: GPUBuffer,
  shows: Shown,
  trace: Trace,
): Promise<void> {
  const { name, rows, columns, stride, channels } = shows;
  const pixels = rows * columns.width;
  const values = await read(device, buffer, pixels * stride);
  trace(name, {
    channels: channels.length,
    rows,
    columns,
    values: pick(values, pixels, stride, channels),
  });
}

/** [pixels, stride] to [channels, pixels]. */
function pick(
  values: Float32Array,
  pixels: number,
  stride: number,
  channels: readonly number[],
): Float32Array {
  const picked = new Float32Array(channels.length * pixels);
  channels.forEach((channel, c) => {
    for (let i = 0; i < pixels; i++) picked[c * pixels + i] = values[i * stride + channel]!;
  });
  return picked;
}
