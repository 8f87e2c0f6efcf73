import type { StoredAt } from '../packed-model.ts';
import { roundUp } from '../packing.ts';

/** Values side by side, each from a whole vector on; places count vectors. */
export function collect(): {
  store: (values: Float32Array) => StoredAt;
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

export function upload(device: GPUDevice, values: Float32Array<ArrayBuffer>): GPUBuffer {
  const buffer = device.createBuffer({
    size: values.byteLength,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, values);
  return buffer;
}
