import { describe, expect, it } from 'vitest';
import type { Executor } from '../../../src/alis/engine/executor.ts';
import { createPool } from '../../../src/alis/engine/pool.ts';
import { AlisError } from '../../../src/alis/errors.ts';

/** An executor that does nothing by itself: tasks here bring their own work. */
function executor(disposed: AlisError[] = []): Executor {
  const never = (): never => {
    throw new Error('no task of these tests asks for that');
  };
  return {
    backend: 'reference',
    description: 'a stand-in',
    pixels: never,
    draw: never,
    dispose: (reason) => disposed.push(reason),
  };
}

/** A task that ends when it is told to. */
function task() {
  let end: (value: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  let started = 0;
  const run = () => {
    started += 1;
    return ended;
  };
  return { run, end, started: () => started };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('a pool', () => {
  it('starts the most urgent task, asking anew whenever an executor is free', async () => {
    const pool = createPool([executor()]);
    let view = 0;
    const order: number[] = [];
    const tasks = [0, 4, 1, 9].map((place) =>
      pool.run(
        async () => {
          order.push(place);
          // The view jumps to the far end while the first task runs.
          view = 10;
        },
        { priority: () => Math.abs(place - view) },
      ),
    );
    expect(pool.waiting()).toBe(4);
    await Promise.all(tasks);
    expect(order).toEqual([0, 9, 4, 1]);
    expect(pool.waiting()).toBe(0);
  });

  it('keeps every executor busy, and none with two tasks', async () => {
    const pool = createPool([executor(), executor()]);
    const tasks = [task(), task(), task()];
    const results = tasks.map(({ run }) => pool.run(run));
    await turn();
    expect(tasks.map(({ started }) => started())).toEqual([1, 1, 0]);
    tasks[1]?.end('second');
    await turn();
    expect(tasks.map(({ started }) => started())).toEqual([1, 1, 1]);
    tasks[0]?.end('first');
    tasks[2]?.end('third');
    expect(await Promise.all(results)).toEqual(['first', 'second', 'third']);
  });

  it('never starts a task that was taken back, and drops the result of one that runs', async () => {
    const pool = createPool([executor()]);
    const [running, waiting] = [task(), task()];
    const [stopRunning, stopWaiting] = [new AbortController(), new AbortController()];
    const first = pool.run(running.run, { signal: stopRunning.signal });
    const second = pool.run(waiting.run, { signal: stopWaiting.signal });
    await turn();
    stopRunning.abort();
    stopWaiting.abort();
    await expect(first).rejects.toThrow(expect.objectContaining({ code: 'aborted' }));
    await expect(second).rejects.toThrow(expect.objectContaining({ code: 'aborted' }));
    const early = pool.run(waiting.run, { signal: AbortSignal.abort() });
    await expect(early).rejects.toThrow(expect.objectContaining({ code: 'aborted' }));
    running.end('too late');
    await turn();
    expect(waiting.started()).toBe(0);
    // The executor is free again.
    expect(await pool.run(async () => 'next')).toBe('next');
  });

  it('goes on after a task that failed', async () => {
    const pool = createPool([executor()]);
    const failing = pool.run(() => Promise.reject(new Error('no')));
    const next = pool.run(async () => 'next');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('next');
  });

  it('fails what waits and what comes when it is closed', async () => {
    const disposed: AlisError[] = [];
    const pool = createPool([executor(disposed)]);
    const running = pool.run(task().run);
    const waiting = pool.run(async () => 'never');
    await turn();
    const reason = new AlisError('backend', 'the GPU was lost');
    pool.dispose(reason);
    expect(disposed).toEqual([reason]);
    await expect(waiting).rejects.toBe(reason);
    await expect(pool.run(async () => 'never')).rejects.toBe(reason);
    void running.catch(() => {});
  });
});
