import { AlisError } from '../../errors.ts';
import { computeShader } from './shaders.ts';
import type { Step } from './steps.ts';

/** The shaders, compiled, and what they are bound to: params, weights, styles, source, below, result (shaders.ts). */
export interface Program {
  readonly layout: GPUBindGroupLayout;
  readonly pipelines: Readonly<Record<Step['entryPoint'], GPUComputePipeline>>;
}

/** @throws {AlisError} `backend` where the GPU's driver takes no such shaders */
export async function compileProgram(device: GPUDevice): Promise<Program> {
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
  const [modulate, transposedConvolve, fir, convolve, colour] = await Promise.all([
    build('modulate'),
    build('transposedConvolve'),
    build('fir'),
    build('convolve'),
    build('colour'),
  ]).catch((cause: unknown) => {
    throw new AlisError('backend', `WebGPU refuses the shaders: ${String(cause)}`, { cause });
  });
  return { layout, pipelines: { modulate, transposedConvolve, fir, convolve, colour } };
}
