import { describe, expect, it } from 'vitest';
import { checked } from '../../../src/alis/backends/webgpu/checked.ts';

type Kind = 'validation' | 'out-of-memory';

/** A device with error scopes as the WebGPU specification has them: a stack, in which an error goes to the innermost of its kind. */
function scopedDevice() {
  const stack: { kind: Kind; error: { message: string } | null }[] = [];
  const uncaptured: string[] = [];
  const device = {
    pushErrorScope: (kind: Kind) => void stack.push({ kind, error: null }),
    popErrorScope: async () => {
      const scope = stack.pop();
      if (!scope) throw new Error('there is no scope');
      return scope.error;
    },
  };
  const raise = (kind: Kind, message: string) => {
    const scope = stack.findLast((each) => each.kind === kind);
    if (scope) scope.error ??= { message };
    else uncaptured.push(message);
  };
  return { device: device as unknown as GPUDevice, raise, uncaptured, depth: () => stack.length };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

describe('checked work of a GPU', () => {
  it('rejects for errors of either kind, also without words', async () => {
    const { device, raise } = scopedDevice();
    await expect(checked(device, () => raise('validation', 'bad usage'))).rejects.toThrow(
      expect.objectContaining({ code: 'backend', message: 'WebGPU: bad usage' }),
    );
    await expect(checked(device, () => raise('out-of-memory', ''))).rejects.toThrow(
      'WebGPU: out of memory',
    );
    expect(await checked(device, () => 7)).toBe(7);
  });

  it('keeps the errors of two engines on one device apart', async () => {
    const { device, raise, uncaptured } = scopedDevice();
    const engine = async (fails: readonly boolean[]) => {
      const outcomes: string[] = [];
      for (const fail of fails) {
        const work = checked(device, () => {
          if (fail) raise('out-of-memory', 'no more');
        });
        outcomes.push(
          await work.then(
            () => 'done',
            () => 'failed',
          ),
        );
        await turn();
      }
      return outcomes;
    };
    expect(
      await Promise.all([
        engine([false, true, false, false]),
        engine([false, false, true, false]),
        engine([true, false, false, true]),
      ]),
    ).toEqual([
      ['done', 'failed', 'done', 'done'],
      ['done', 'done', 'failed', 'done'],
      ['failed', 'done', 'done', 'failed'],
    ]);
    expect(uncaptured).toEqual([]);
  });

  it('closes its scopes when the work throws', async () => {
    const { device, depth } = scopedDevice();
    const work = () => {
      throw new Error('in the middle');
    };
    await expect(checked(device, work)).rejects.toThrow('in the middle');
    expect(depth()).toBe(0);
  });
});
