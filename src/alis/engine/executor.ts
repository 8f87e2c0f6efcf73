import type { Backend, Context2D } from '../backends/backend.ts';
import type { BackendName } from '../backends/backends.ts';
import { AlisError } from '../errors.ts';
import type { Model } from '../model/weights.ts';
import { stripMaker, type TileRequest } from '../tile/tiles.ts';

/** A tile as bytes, [height, width, 4]. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Where a tile goes: drawn at (x, y), as large as it is. */
export interface Place {
  readonly context: Context2D;
  readonly x: number;
  readonly y: number;
}

/** Something that computes one tile at a time: a backend on this thread, or a worker. */
export interface Executor {
  readonly backend: BackendName;
  readonly description: string;
  pixels(request: TileRequest): Promise<Pixels>;
  draw(request: TileRequest, place: Place): Promise<void>;
  /** Lets go; what is being computed fails with `reason`. */
  dispose(reason: AlisError): void;
}

/** A backend on this thread. */
export function localExecutor(model: Model, name: BackendName, backend: Backend): Executor {
  const strip = stripMaker(model);
  const pixels = async (request: TileRequest): Promise<Pixels> => {
    const data = await backend.pixels(strip(request));
    return { width: data.length / 4 / request.resolution, height: request.resolution, data };
  };
  return {
    backend: name,
    description: backend.description,
    pixels,
    draw: async (request, place) => {
      if (backend.draw) await backend.draw(strip(request), place.context, place.x, place.y);
      else put(await pixels(request), place);
    },
    dispose: () => backend.dispose(),
  };
}

export function put({ data, width, height }: Pixels, { context, x, y }: Place): void {
  context.putImageData(new ImageData(data, width, height), x, y);
}

/** What a worker is told. */
export type ToWorker =
  | { readonly kind: 'open'; readonly weights: Uint8Array; readonly backend: BackendName }
  | { readonly kind: 'render'; readonly request: TileRequest };

/** What it answers: one answer for each message, in order. */
export type FromWorker =
  | { readonly kind: 'opened'; readonly description: string }
  | { readonly kind: 'rendered'; readonly pixels: Pixels }
  | { readonly kind: 'failed'; readonly code: AlisError['code']; readonly message: string };

/** A worker that runs `worker.ts`: weights go there once, tiles come back without being copied. */
export async function workerExecutor(
  worker: Worker,
  weights: Uint8Array,
  backend: BackendName,
): Promise<Executor> {
  const { ask, fail } = asker(worker);
  try {
    const opened = await ask({ kind: 'open', weights, backend });
    if (opened.kind !== 'opened') throw unexpected(opened);
    const pixels = async (request: TileRequest): Promise<Pixels> => {
      const answer = await ask({ kind: 'render', request });
      if (answer.kind !== 'rendered') throw unexpected(answer);
      return answer.pixels;
    };
    return {
      backend,
      description: opened.description,
      pixels,
      draw: async (request, place) => put(await pixels(request), place),
      dispose: (reason) => {
        worker.terminate();
        fail(reason);
      },
    };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

/** Sends messages one at a time and waits for each one's answer; after `fail` no message is answered but by its reason. */
function asker(worker: Worker): {
  ask: (message: ToWorker) => Promise<FromWorker>;
  fail: (reason: AlisError) => void;
} {
  let answered: (answer: FromWorker) => void = () => {};
  let refused: (reason: AlisError) => void = () => {};
  let ended: AlisError | undefined;
  // Also between two messages: a worker that ended while it had nothing to do would never answer the next one.
  const fail = (reason: AlisError): void => {
    ended = reason;
    refused(reason);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.kind === 'failed') refused(new AlisError(data.code, data.message));
    else answered(data);
  });
  worker.addEventListener('error', ({ message }) =>
    fail(new AlisError('backend', `the worker failed: ${message || 'it could not be loaded'}`)),
  );
  const ask = (message: ToWorker): Promise<FromWorker> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      answered = resolve;
      refused = reject;
      worker.postMessage(message);
    });
  return { ask, fail };
}

function unexpected(answer: FromWorker): AlisError {
  return new AlisError('backend', `the worker answered ${answer.kind}`);
}
