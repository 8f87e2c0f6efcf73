import { AlisError } from '../errors.ts';
import type { Executor } from './executor.ts';

/** When a task's turn comes. */
export interface TaskOptions {
  /** The lowest goes first. Asked whenever an executor is free, so that it may follow the view. */
  readonly priority?: () => number;
  /** Takes the task back; if it runs already, its result is dropped. */
  readonly signal?: AbortSignal;
}

export interface Pool {
  readonly executors: readonly Executor[];
  run<Result>(
    task: (executor: Executor) => Promise<Result>,
    options?: TaskOptions,
  ): Promise<Result>;
  /** Tasks that wait. */
  readonly waiting: () => number;
  /** Lets go; all tasks fail with `reason`. */
  dispose(reason: AlisError): void;
}

interface Waiting {
  readonly priority: () => number;
  readonly start: (executor: Executor) => Promise<void>;
  readonly cancel: (reason: AlisError) => void;
}

/** Gives every free executor the most urgent task. */
export function createPool(executors: readonly Executor[]): Pool {
  const idle = new Set(executors);
  const queue = new Set<Waiting>();
  let closed: AlisError | undefined;

  const pump = (): void => {
    for (const executor of idle) {
      const next = mostUrgent(queue);
      if (!next) return;
      queue.delete(next);
      idle.delete(executor);
      void next.start(executor).finally(() => {
        idle.add(executor);
        pump();
      });
    }
  };

  return {
    executors,
    run: (task, { priority = () => 0, signal } = {}) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closed);
        if (signal?.aborted) return reject(takenBack());
        const takeBack = (): void => {
          queue.delete(waiting);
          reject(takenBack());
        };
        const waiting: Waiting = {
          priority,
          cancel: reject,
          start: (executor) =>
            task(executor)
              .then(resolve, reject)
              .finally(() => signal?.removeEventListener('abort', takeBack)),
        };
        signal?.addEventListener('abort', takeBack, { once: true });
        queue.add(waiting);
        // Not at once: what is asked for in one go is sorted first.
        queueMicrotask(pump);
      }),
    waiting: () => queue.size,
    dispose: (reason) => {
      closed = reason;
      for (const { cancel } of queue) cancel(reason);
      queue.clear();
      for (const executor of executors) executor.dispose(reason);
    },
  };
}

function mostUrgent(queue: ReadonlySet<Waiting>): Waiting | undefined {
  let best: Waiting | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const waiting of queue) {
    const priority = waiting.priority();
    if (!best || priority < lowest) {
      best = waiting;
      lowest = priority;
    }
  }
  return best;
}

function takenBack(): AlisError {
  return new AlisError('aborted', 'the tile is not wanted any more');
}
