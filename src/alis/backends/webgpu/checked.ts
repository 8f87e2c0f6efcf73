import { AlisError } from '../../errors.ts';

/**
 * Runs work that gives the GPU commands, and rejects if any of them fails. The work must not wait in between: error scopes
 * are a stack of the device, and engines share it, so a scope that stayed open meanwhile would catch another's errors.
 * @throws {AlisError} `backend`
 */
export async function checked<Result>(device: GPUDevice, work: () => Result): Promise<Result> {
  device.pushErrorScope('validation');
  device.pushErrorScope('out-of-memory');
  let errors: Promise<(GPUError | null)[]>;
  let result: Result;
  try {
    result = work();
  } finally {
    errors = Promise.all([device.popErrorScope(), device.popErrorScope()]);
    // Heard below, unless the work itself throws.
    errors.catch(() => {});
  }
  const error = (await errors).find((each) => each !== null);
  if (error) throw new AlisError('backend', `WebGPU: ${error.message || 'out of memory'}`);
  return result;
}
