import type { Architecture } from '../../model/architecture.ts';
import { levelColumns, type StripShape } from '../../tile/strip.ts';
import type { PackedModel } from '../packed-model.ts';
import { slotBytes } from './params.ts';

/** What strips of one shape are computed in. Features and pictures take turns, level by level. */
export interface GpuBuffers {
  readonly params: GPUBuffer;
  readonly entry: GPUBuffer;
  readonly transposed: GPUBuffer;
  readonly input: GPUBuffer;
  readonly features: readonly [GPUBuffer, GPUBuffer];
  readonly pictures: readonly [GPUBuffer, GPUBuffer];
}

/** Dispatches of one level, unstyled repetitions for a trace included. */
export const slotsPerLevel = 8;

export function allocate(
  device: GPUDevice,
  architecture: Architecture,
  { levels }: PackedModel,
  shape: StripShape,
): GpuBuffers {
  const plan = levelColumns(architecture, shape);
  const most = { entry: 4, transposed: 4, input: 4, features: 4, picture: 4 };
  const atLeast = (name: keyof typeof most, floats: number): void => {
    most[name] = Math.max(most[name], floats);
  };
  plan.forEach(({ input, features, picture }, index) => {
    const { level, entry, conv0, conv1 } = levels[index]!;
    const { resolution } = level;
    const below = plan[index - 1]?.features;
    if (conv0 && below) {
      atLeast('entry', (resolution / 2) * below.width * entry.size);
      atLeast('transposed', (resolution + 2) * (2 * below.width + 2) * conv0.outputs);
    }
    atLeast('input', resolution * input.width * (conv0 ? conv0.outputs : entry.size));
    atLeast('features', resolution * features.width * conv1.outputs);
    atLeast('picture', resolution * picture.width * 4);
  });
  const storage = (floats: number): GPUBuffer =>
    device.createBuffer({
      size: floats * 4,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
    });
  return {
    params: device.createBuffer({
      size: plan.length * slotsPerLevel * slotBytes,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    }),
    entry: storage(most.entry),
    transposed: storage(most.transposed),
    input: storage(most.input),
    features: [storage(most.features), storage(most.features)],
    pictures: [storage(most.picture), storage(most.picture)],
  };
}

export function release(buffers: GpuBuffers): void {
  const { params, entry, transposed, input, features, pictures } = buffers;
  for (const buffer of [params, entry, transposed, input, ...features, ...pictures])
    buffer.destroy();
}
