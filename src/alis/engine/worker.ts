import { createTestedBackend } from '../backends/backends.ts';
import { AlisError } from '../errors.ts';
import { readModel } from '../model/weights.ts';
import { type Executor, type FromWorker, localExecutor, type ToWorker } from './executor.ts';

const workerName = 'alis-engine';

/**
 * A worker for `workerExecutor`: a plain module worker, which needs no header. It runs this very file, bundled or not, which is
 * in the browser's cache already; so the engine must be in a file of its own, apart from code that touches the page.
 */
export function createWorker(): Worker {
  return new Worker(import.meta.url, { type: 'module', name: workerName });
}

let executor: Executor | undefined;

const inWorker = typeof document === 'undefined' && typeof self !== 'undefined';
if (inWorker && self.name === workerName) listen();

function listen(): void {
  self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => void answer(data));
}

async function answer(message: ToWorker): Promise<void> {
  try {
    const response = await respond(message);
    const transfer = response.kind === 'rendered' ? [response.pixels.data.buffer] : [];
    self.postMessage(response, { transfer });
  } catch (error) {
    const failed: FromWorker = {
      kind: 'failed',
      code: error instanceof AlisError ? error.code : 'backend',
      message: error instanceof Error ? error.message : String(error),
    };
    self.postMessage(failed);
  }
}

async function respond(message: ToWorker): Promise<FromWorker> {
  if (message.kind === 'open') {
    const model = readModel(message.weights);
    const backend = await createTestedBackend(message.backend, model);
    executor = localExecutor(model, message.backend, backend);
    return { kind: 'opened', description: executor.description };
  }
  if (!executor)
    throw new AlisError('backend', 'the worker was asked for a tile before its weights came');
  return { kind: 'rendered', pixels: await executor.pixels(message.request) };
}
