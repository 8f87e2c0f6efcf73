import type { Backend } from '../../../src/alis/backends/backend.ts';
import { wasmBackend } from '../../../src/alis/backends/wasm/index.ts';
import { fused } from '../../../src/alis/backends/wasm/kernels.ts';
import { softwareGpu } from '../../../src/alis/backends/webgpu/device.ts';
import { webgpuBackend } from '../../../src/alis/backends/webgpu/index.ts';
import { createEngine } from '../../../src/alis/engine/engine.ts';
import { createPanorama } from '../../../src/alis/latent/panorama.ts';
import { floatValues, readSafetensors } from '../../../src/alis/model/safetensors.ts';
import { type Model, readModel } from '../../../src/alis/model/weights.ts';
import { stripMaker } from '../../../src/alis/tile/tiles.ts';

/** The little of onnxruntime-web that is used; it is loaded as it is published, from beside the page. */
interface Runtime {
  readonly env: { readonly wasm: { wasmPaths: string; numThreads: number } };
  readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => unknown;
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<Session>;
  };
}

interface Session {
  run(inputs: Record<string, unknown>): Promise<Record<string, { readonly data: Float32Array }>>;
}

/** Milliseconds of every round, by what was timed, and how far the runtime's pictures are from ours. */
export interface Times {
  readonly rounds: Record<string, number[]>;
  readonly difference: number;
  readonly fused: boolean;
}

/** Multiply-adds of one call to `peak`. */
const peakOperations = 48 * 2_000_000;

const bytesOf = async (path: string): Promise<Uint8Array> =>
  new Uint8Array(await (await fetch(path)).arrayBuffer());

const page = {
  async compare(name: string, graphs: readonly string[], rounds: number): Promise<Times> {
    const model = readModel(await bytesOf(`${name}.safetensors`));
    const { resolution } = model.architecture;
    const strip = stripMaker(model)({ panorama: createPanorama(7), tile: 1, resolution });
    const ours = await wasmBackend(model);
    const peak = await peakKernel();
    const ort: Runtime = await import(
      /* @vite-ignore */ new URL('ort/ort.wasm.min.mjs', location.href).href
    );
    ort.env.wasm.wasmPaths = new URL('ort/', location.href).href;
    ort.env.wasm.numThreads = 1;
    const styles = readSafetensors(await bytesOf(`${name}.inputs`));
    const inputs: Record<string, unknown> = {};
    for (const [key, tensor] of styles.tensors) {
      inputs[key] = new ort.Tensor('float32', floatValues(tensor), tensor.shape);
    }
    const contestants: Record<string, () => Promise<unknown>> = {
      peak: async () => peak(peakOperations / 48),
      ours: () => ours.pixels(strip),
    };
    const gpu = await hardwareGpu(model);
    if (gpu) {
      const context = new OffscreenCanvas(strip.columns.width, resolution).getContext('2d');
      if (context) contestants.webgpu = async () => gpu.draw?.(strip, context, 0, 0);
    }
    const expected = await ours.planes(strip);
    let difference = 0;
    for (const graph of graphs) {
      const session = await ort.InferenceSession.create(await bytesOf(`${name}.${graph}.onnx`), {
        executionProviders: ['wasm'],
        graphOptimizationLevel: 'all',
      });
      const [result] = Object.values(await session.run(inputs));
      result?.data.forEach((value, i) => {
        difference = Math.max(difference, Math.abs(value - expected[i]!));
      });
      contestants[graph] = () => session.run(inputs);
    }
    return { rounds: await inTurns(contestants, rounds), difference, fused };
  },

  /** A batch of tiles on one worker and on two. */
  async scale(name: string, tiles: number, rounds: number): Promise<Record<string, number[]>> {
    const weights = await bytesOf(`${name}.safetensors`);
    const contestants: Record<string, () => Promise<unknown>> = {};
    for (const workers of [1, 2]) {
      const engine = await createEngine(weights, { backends: ['wasm'], workers });
      const panorama = createPanorama(7);
      contestants[workers] = () =>
        Promise.all(Array.from({ length: tiles }, (_, g) => engine.tile(panorama, g)));
    }
    return inTurns(contestants, rounds);
  },
};

/** WebGPU where there is a real GPU: software tells nothing. */
async function hardwareGpu(model: Model): Promise<Backend | undefined> {
  const software = await softwareGpu().catch(() => 'no GPU');
  return software ? undefined : webgpuBackend(model);
}

async function inTurns(
  contestants: Record<string, () => Promise<unknown>>,
  rounds: number,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  for (let round = -3; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      const started = performance.now();
      await run();
      const taken = performance.now() - started;
      // The first rounds let the browser compile for good.
      if (round >= 0) times[name] = [...(times[name] ?? []), taken];
    }
  }
  return times;
}

async function peakKernel(): Promise<(rounds: number) => number> {
  const bytes = await bytesOf(fused ? 'peak-fused.wasm' : 'peak.wasm');
  const { instance } = await WebAssembly.instantiate(bytes.slice().buffer);
  return instance.exports.peak as (rounds: number) => number;
}

export type BenchPage = typeof page;

declare global {
  interface Window {
    bench: BenchPage;
  }
}
if (typeof window !== 'undefined') window.bench = page;
