import { createBackend, createTestedBackend } from '../../../src/alis/backends/backends.ts';
import { gpuDevice } from '../../../src/alis/backends/webgpu/device.ts';
import { createPainter } from '../../../src/alis/backends/webgpu/present.ts';
import { createEngine } from '../../../src/alis/engine/engine.ts';
import { parsePanorama, resample } from '../../../src/alis/latent/panorama.ts';
import { parseConfigText } from '../../../src/alis/model/config.ts';
import { readSafetensors } from '../../../src/alis/model/safetensors.ts';
import { type Model, readModel } from '../../../src/alis/model/weights.ts';
import { stripMaker } from '../../../src/alis/tile/tiles.ts';
import { parseFixtureList } from '../../../src/alis/verify/cases.ts';
import { type Comparison, verify } from '../../../src/alis/verify/verify.ts';

/** What tests call in a page: everything that goes in and out is plain data. */
const page = {
  createEngine,
  parsePanorama,
  resample,
  fetchBytes: async (path: string): Promise<Uint8Array> =>
    new Uint8Array(await (await fetch(path)).arrayBuffer()),

  /** One tile by a backend that passed its self-test. */
  async planes(
    backend: 'webgpu' | 'wasm' | 'reference',
    weightsPath: string,
    address: string,
    tile: number,
  ): Promise<number[]> {
    const model = readModel(await page.fetchBytes(weightsPath));
    const created = await createTestedBackend(backend, model);
    const { resolution } = model.architecture;
    const strip = stripMaker(model)({ panorama: parsePanorama(address), tile, resolution });
    const planes = await created.planes(strip);
    created.dispose();
    return [...planes];
  },

  /** A picture of [height, width] pixels as WebGPU paints it. */
  async painted(picture: readonly number[], width: number, height: number): Promise<number[]> {
    const device = await gpuDevice();
    const buffer = device.createBuffer({
      size: picture.length * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(buffer, 0, Float32Array.from(picture));
    const texture = device.createTexture({
      size: [width, height],
      format: 'rgba8unorm',
      usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
    });
    createPainter(device, 'rgba8unorm').paint(buffer, width, texture);
    const bytesPerRow = 256;
    const copy = device.createBuffer({
      size: bytesPerRow * height,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder();
    encoder.copyTextureToBuffer({ texture }, { buffer: copy, bytesPerRow }, [width, height]);
    device.queue.submit([encoder.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    const rows = new Uint8Array(copy.getMappedRange());
    return Array.from({ length: height }, (_, i) => [
      ...rows.subarray(i * bytesPerRow, i * bytesPerRow + width * 4),
    ]).flat();
  },

  /** A fixture's cases of the given names. */
  async verify(
    backend: 'webgpu' | 'wasm',
    paths: { list: string; config: string; weights: string; cases: string },
    names: readonly string[],
  ): Promise<Comparison[]> {
    const text = async (path: string): Promise<string> => (await fetch(path)).text();
    const list = parseFixtureList(JSON.parse(await text(paths.list)));
    const fixture = {
      config: parseConfigText(await text(paths.config)),
      cases: list.cases.filter(({ name }) => names.includes(name)),
      weights: await page.fetchBytes(paths.weights),
      tensors: readSafetensors(await page.fetchBytes(paths.cases)),
    };
    const comparisons: Comparison[] = [];
    const create = (model: Model) => createBackend(backend, model);
    for await (const each of verify(fixture, { name: backend, create })) {
      comparisons.push(each);
    }
    return comparisons;
  },
};

export type Page = typeof page;

declare global {
  interface Window {
    alis: Page;
  }
}
// This file is also what the engine's workers run, and they have no window.
if (typeof window !== 'undefined') window.alis = page;
