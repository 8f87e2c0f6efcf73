import { describe, expect, it } from 'vitest';
import { type ToWorker, workerExecutor } from '../../../src/alis/engine/executor.ts';
import { AlisError } from '../../../src/alis/errors.ts';
import { createPanorama } from '../../../src/alis/latent/panorama.ts';

/** A worker that opens, and then answers nothing. */
class SilentWorker extends EventTarget {
  readonly told: ToWorker['kind'][] = [];
  terminate(): void {}
  postMessage(message: ToWorker): void {
    this.told.push(message.kind);
    if (message.kind !== 'open') return;
    const data = { kind: 'opened', description: 'silent' };
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }
  end(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

const request = { panorama: createPanorama(7), tile: 0, resolution: 64 };

async function open(): Promise<{
  worker: SilentWorker;
  executor: Awaited<ReturnType<typeof workerExecutor>>;
}> {
  const worker = new SilentWorker();
  // The engine uses nothing of a Worker beyond what the double has.
  const executor = await workerExecutor(worker as unknown as Worker, new Uint8Array(), 'wasm');
  return { worker, executor };
}

const ended = { code: 'backend', message: 'the worker failed: ended' };

describe('a worker that ends', () => {
  it('fails what it computes', async () => {
    const { worker, executor } = await open();
    const pixels = executor.pixels(request);
    worker.end('ended');
    await expect(pixels).rejects.toMatchObject(ended);
  });

  it('while it has nothing to do, fails what is asked of it later', async () => {
    const { worker, executor } = await open();
    worker.end('ended');
    await expect(executor.pixels(request)).rejects.toMatchObject(ended);
    await expect(executor.pixels(request)).rejects.toMatchObject(ended);
    expect(worker.told).toEqual(['open']);
  });

  it('because it is let go, says why to whoever asks later', async () => {
    const { executor } = await open();
    executor.dispose(new AlisError('aborted', 'the engine was closed'));
    await expect(executor.pixels(request)).rejects.toMatchObject({ code: 'aborted' });
  });
});
