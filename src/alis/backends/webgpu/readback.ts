import { AlisError } from '../../errors.ts';

/** Puts a copy of a buffer's beginning where this thread will be able to read it. */
export function copyOut(device: GPUDevice, buffer: GPUBuffer, floats: number): GPUBuffer {
  const size = floats * 4;
  const copy = device.createBuffer({
    size,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, copy, 0, size);
  device.queue.submit([encoder.finish()]);
  return copy;
}

/** Waits for what `copyOut` put there, and lets it go. @throws {AlisError} `backend` */
export async function readOut(copy: GPUBuffer): Promise<Float32Array> {
  try {
    await copy.mapAsync(GPUMapMode.READ);
    return new Float32Array(copy.getMappedRange()).slice();
  } catch (cause) {
    throw new AlisError('backend', 'the GPU gave no result', { cause });
  } finally {
    copy.destroy();
  }
}

/** [pixels, stride] to [channels, pixels]. */
export function pickChannels(
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
