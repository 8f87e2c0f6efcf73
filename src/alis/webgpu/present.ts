import type { Context2D } from '../backend.ts';
import { AlisError } from '../errors.ts';
import { presentShader } from './shaders.ts';

/** Puts pictures from the GPU's memory onto a page's canvas, GPU to GPU. */
export interface Presenter {
  /** @param picture [height, width] vectors */
  draw(
    picture: GPUBuffer,
    width: number,
    height: number,
    context: Context2D,
    x: number,
    y: number,
  ): void;
  dispose(): void;
}

/**
 * One canvas of our own that the GPU draws to and that is then drawn onto the caller's: a caller's canvas can hold many tiles,
 * and still take pixels when another backend has to step in.
 */
export function presenter(device: GPUDevice): Presenter {
  const canvas = new OffscreenCanvas(1, 1);
  const target = canvas.getContext('webgpu');
  if (!target) throw new AlisError('backend', 'WebGPU cannot draw to a canvas here');
  const format = navigator.gpu.getPreferredCanvasFormat();
  target.configure({ device, format, alphaMode: 'opaque' });
  const module = device.createShaderModule({ code: presentShader });
  const pipeline = device.createRenderPipeline({
    layout: 'auto',
    vertex: { module, entryPoint: 'corners' },
    fragment: { module, entryPoint: 'present', targets: [{ format }] },
  });
  const size = device.createBuffer({
    size: 4,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  return {
    draw: (picture, width, height, context, x, y) => {
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      device.queue.writeBuffer(size, 0, Uint32Array.of(width));
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginRenderPass({
        colorAttachments: [
          { view: target.getCurrentTexture().createView(), loadOp: 'clear', storeOp: 'store' },
        ],
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(
        0,
        device.createBindGroup({
          layout: pipeline.getBindGroupLayout(0),
          entries: [
            { binding: 0, resource: { buffer: picture } },
            { binding: 1, resource: { buffer: size } },
          ],
        }),
      );
      pass.draw(3);
      pass.end();
      device.queue.submit([encoder.finish()]);
      context.drawImage(canvas, x, y);
    },
    dispose: () => {
      target.unconfigure();
      size.destroy();
    },
  };
}
