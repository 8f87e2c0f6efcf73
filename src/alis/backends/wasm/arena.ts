import { AlisError } from '../../errors.ts';

/** Memory that only grows: what a model and its strips' buffers need is asked for once. */
export interface Arena {
  readonly memory: WebAssembly.Memory;
  /**
   * Address of `count` zeroed floats, a multiple of 16.
   * @throws {AlisError} `backend` when there is no more memory
   */
  readonly floats: (count: number) => number;
  /** Address of a copy. */
  readonly copy: (values: Float32Array) => number;
  /** Everything, as floats; taken anew after every `floats`. */
  readonly view: () => Float32Array;
}

const page = 65_536;

export function createArena(): Arena {
  const memory = new WebAssembly.Memory({ initial: 1 });
  // Address 0 stands for "none".
  let end = 16;
  let view = new Float32Array(memory.buffer);
  const floats = (count: number): number => {
    const address = end;
    const nextEnd = end + Math.ceil(count / 4) * 16;
    // Kernels may read a vector beyond a row's end, never more.
    const missing = Math.ceil((nextEnd + 64) / page) - memory.buffer.byteLength / page;
    if (missing > 0) {
      grow(memory, missing);
      view = new Float32Array(memory.buffer);
    }
    end = nextEnd;
    return address;
  };
  return {
    memory,
    floats,
    copy: (values) => {
      const address = floats(values.length);
      view.set(values, address / 4);
      return address;
    },
    view: () => view,
  };
}

function grow(memory: WebAssembly.Memory, pages: number): void {
  try {
    memory.grow(pages);
  } catch (cause) {
    const megabytes = Math.ceil((memory.buffer.byteLength + pages * page) / 1e6);
    throw new AlisError('backend', `WebAssembly gets no memory: ${megabytes} MB are needed`, {
      cause,
    });
  }
}
