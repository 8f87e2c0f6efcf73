import { AlisError } from '../../errors.ts';
import { styleCache } from '../../latent/styles.ts';
import type { Model } from '../../model/weights.ts';
import { toBytes } from '../../tile/pixels.ts';
import { pictureWidth, type Strip } from '../../tile/strip.ts';
import type { Backend, Trace } from '../backend.ts';
import { packModel, packStyles } from '../packed-model.ts';
import { allocate, type GpuBuffers, release } from './buffers.ts';
import { checked } from './checked.ts';
import { gpuDevice } from './device.ts';
import { slotBytes, writeParams } from './params.ts';
import { createPresenter, type Presenter } from './present.ts';
import { compileProgram } from './program.ts';
import { copyOut, pickChannels, readOut } from './readback.ts';
import { type Shown, type Step, stepsOf } from './steps.ts';
import { collect, upload } from './upload.ts';

/** Anchors that a strip of one tile can depend on, and some. */
const mostAnchors = 16;

/**
 * WGSL: a strip is a few dozen dispatches, submitted at once.
 * @throws {AlisError} `backend` where there is no GPU
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
  const { weights, styles, compiling } = await checked(device, () => ({
    weights: upload(device, stored.all()),
    styles: device.createBuffer({
      size: mostAnchors * packed.styleSize * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    }),
    compiling: compileProgram(device),
  }));
  const program = await compiling;
  const stylesOf = styleCache(model);
  const shapes = new Map<string, GpuBuffers>();
  let presenter: Presenter | undefined;

  /** Buffers for strips of this shape; kept once it is known that the GPU has them. */
  const buffersFor = async (strip: Strip): Promise<GpuBuffers> => {
    const shape = `${strip.columns.width} ${strip.resolution}`;
    const buffers =
      shapes.get(shape) ??
      (await checked(device, () => allocate(device, architecture, packed, strip)));
    shapes.set(shape, buffers);
    return buffers;
  };

  const stepsFor = async (strip: Strip, traced: boolean): Promise<PreparedSteps> => {
    if (lost) throw lost;
    if (strip.codes.length > mostAnchors) {
      throw new AlisError(
        'range',
        `a strip may span ${mostAnchors} anchors, not ${strip.codes.length}`,
      );
    }
    const buffers = await buffersFor(strip);
    return { buffers, steps: stepsOf({ model, packed, buffers, strip }, traced) };
  };

  /** Writes what the steps read besides each other's results. */
  const writeInputs = (strip: Strip, { buffers, steps }: PreparedSteps): void => {
    strip.codes.forEach((code, i) => {
      const values = packStyles(packed, stylesOf(code));
      device.queue.writeBuffer(styles, i * packed.styleSize * 4, values);
    });
    const params = new DataView(new ArrayBuffer(steps.length * slotBytes));
    for (const [slot, step] of steps.entries()) writeParams(params, slot, step.params);
    device.queue.writeBuffer(buffers.params, 0, params);
  };

  const dispatch = (
    encoder: GPUCommandEncoder,
    slot: number,
    { buffers, steps }: PreparedSteps,
  ) => {
    const step = steps[slot]!;
    const bindings = device.createBindGroup({
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
    const pass = encoder.beginComputePass();
    pass.setPipeline(program.pipelines[step.entryPoint]);
    pass.setBindGroup(0, bindings, [slot * slotBytes]);
    const groups = Math.ceil(step.invocations / 64);
    const across = Math.min(groups, 32_768);
    pass.dispatchWorkgroups(across, Math.ceil(groups / across));
    pass.end();
  };

  /** Submits a strip's steps. @returns the buffer that its picture will be in */
  const synthesise = (strip: Strip, prepared: PreparedSteps): GPUBuffer => {
    writeInputs(strip, prepared);
    const encoder = device.createCommandEncoder();
    for (const slot of prepared.steps.keys()) dispatch(encoder, slot, prepared);
    device.queue.submit([encoder.finish()]);
    return prepared.steps.at(-1)!.result;
  };

  const compute = async (strip: Strip): Promise<Float32Array> => {
    const prepared = await stepsFor(strip, false);
    const pixels = strip.resolution * pictureWidth(architecture, strip);
    const copy = await checked(device, () =>
      copyOut(device, synthesise(strip, prepared), pixels * 4),
    );
    const picture = await readOut(copy);
    if (lost) throw lost;
    return pickChannels(picture, pixels, 4, [0, 1, 2]);
  };

  /** The same one step at a time, each one's result shown. */
  const computeTraced = async (strip: Strip, trace: Trace): Promise<Float32Array> => {
    const prepared = await stepsFor(strip, true);
    let last: Float32Array = new Float32Array();
    for (const [slot, { result, shows }] of prepared.steps.entries()) {
      const copy = await checked(device, () => {
        if (slot === 0) writeInputs(strip, prepared);
        const encoder = device.createCommandEncoder();
        dispatch(encoder, slot, prepared);
        device.queue.submit([encoder.finish()]);
        return shows && copyOut(device, result, shows.rows * shows.columns.width * shows.stride);
      });
      if (shows && copy) last = show(shows, await readOut(copy), trace);
    }
    return last;
  };

  // Strips share their buffers: each waits until the one before it has been read.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = turn.then(work);
    turn = result.catch(() => {});
    return result;
  };
  const planes: Backend['planes'] = (strip, trace) =>
    inTurn(() => (trace ? computeTraced(strip, trace) : compute(strip)));

  return {
    description: `WebGPU, ${device.adapterInfo.description || device.adapterInfo.vendor || 'GPU'}`,
    planes,
    pixels: async (strip) => toBytes(await planes(strip)),
    draw: (strip, context, x, y) =>
      inTurn(async () => {
        const prepared = await stepsFor(strip, false);
        const width = pictureWidth(architecture, strip);
        await checked(device, () => {
          presenter ??= createPresenter(device);
          const picture = synthesise(strip, prepared);
          presenter.draw(picture, width, strip.resolution, context, x, y);
        });
        await device.queue.onSubmittedWorkDone();
        if (lost) throw lost;
      }),
    dispose: () => {
      weights.destroy();
      styles.destroy();
      presenter?.dispose();
      for (const buffers of shapes.values()) release(buffers);
      shapes.clear();
    },
  };
}

interface PreparedSteps {
  readonly buffers: GpuBuffers;
  readonly steps: readonly Step[];
}

/** @returns what is shown, [channels, rows, columns] */
function show(
  { name, rows, columns, stride, channels }: Shown,
  floats: Float32Array,
  trace: Trace,
): Float32Array {
  const values = pickChannels(floats, rows * columns.width, stride, channels);
  trace(name, { channels: channels.length, rows, columns, values });
  return values;
}
