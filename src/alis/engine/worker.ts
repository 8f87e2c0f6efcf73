import { createTestedBackend } from '../backends.ts';
import { AlisError } from '../errors.ts';
import { readModel } from '../weights.ts';
import { type Executor, type FromWorker, localExecutor, type ToWorker } from './executor.ts';

/** The far side of `workerExecutor`. Runs as a plain module worker: nothing is shared, no header is needed. */
let executor: Executor | undefined;

self.addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  try {
    const answer = await respond(data);
    const transfer = answer.kind === 'rendered' ? [answer.pixels.data.buffer] : [];
    self.postMessage(answer, { transfer });
  } catch (error) {
    const failed: FromWorker = {
      kind: 'failed',
      code: error instanceof AlisError ? error.code : 'backend',
      message: error instanceof Error ? error.message : String(error),
    };
    self.postMessage(failed);
  }
});

async function respond(message: ToWorker): Promise<FromWorker> {
  if (message.kind === 'open') {
    const model = readModel(message.weights);
    executor = localExecutor(model, await createTestedBackend(message.backend, model));
    return { kind: 'opened', description: executor.description };
  }
  if (!executor)
    throw new AlisError('backend', 'the worker was asked for a tile before its weights came');
  return { kind: 'rendered', pixels: await executor.pixels(message.request) };
}
