import { AlisError } from '../../errors.ts';
import type { Context2D } from '../backend.ts';
import { presentShader } from './shaders.ts';

/** Paints pictures, [rows, columns] vectors in the GPU's memory, into a texture: 8 bits by the rule of spec 7.6. */
export interface Painter {
  paint(picture: GPUBuffer, width: number, onto: GPUTexture): void;
  dispose(): void;
}

export function createPainter(device: GPUDevice, format: GPUTextureFormat): Painter {
  const module = device.createShaderModule({ code: presentShader });
  const pipeline = device.createRenderPipeline({
    layout: 'auto',
    vertex: { module, entryPoint: 'corners' },
    fragment: { module, entryPoint: 'present', targets: [{ format }] },
  });
  const columns = device.createBuffer({
    size: 4,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  return {
    paint: (picture, width, onto) => {
      device.queue.writeBuffer(columns, 0, Uint32Array.of(width));
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginRenderPass({
        colorAttachments: [{ view: onto.createView(), loadOp: 'clear', storeOp: 'store' }],
      });
      const bindings = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          { binding: 0, resource: { buffer: picture } },
          { binding: 1, resource: { buffer: columns } },
        ],
      });
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindings);
      pass.draw(3);
      pass.end();
      device.queue.submit([encoder.finish()]);
    },
    dispose: () => columns.destroy(),
  };
}

/** Puts pictures onto a page's canvas, GPU to GPU. */
export interface Presenter {
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
 * One canvas of our own that the GPU paints and that is then drawn onto the caller's: a caller's canvas can hold many tiles,
 * and still take pixels when another backend has to step in.
 */
export function createPresenter(device: GPUDevice): Presenter {
  const canvas = new OffscreenCanvas(1, 1);
  const target = canvas.getContext('webgpu');
  if (!target) throw new AlisError('backend', 'WebGPU cannot draw to a canvas here');
  const format = navigator.gpu.getPreferredCanvasFormat();
  target.configure({ device, format, alphaMode: 'opaque' });
  const painter = createPainter(device, format);
  return {
    draw: (picture, width, height, context, x, y) => {
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      painter.paint(picture, width, target.getCurrentTexture());
      context.drawImage(canvas, x, y);
    },
    dispose: () => {
      target.unconfigure();
      painter.dispose();
    },
  };
}
