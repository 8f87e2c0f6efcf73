/** What went wrong inside the generator, told apart by `code`; the message is a sentence to show. */
export class AlisError extends Error {
  override readonly name = 'AlisError';
  readonly code: AlisErrorCode;

  constructor(code: AlisErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * - `config`: a configuration that is not a legal one
 * - `file`: bytes that are not a safetensors file
 * - `tensor`: a tensor missing, unexpected, mis-shaped, or not finite; the message names it
 * - `range`: a seed, index, truncation or size out of range
 * - `address`: a string that names no panorama
 * - `backend`: a backend that cannot run here, or failed while running
 * - `aborted`: the caller took the request back
 */
export type AlisErrorCode =
  | 'config'
  | 'file'
  | 'tensor'
  | 'range'
  | 'address'
  | 'backend'
  | 'aborted';

/** @throws {AlisError} `range` unless `value` is an integer in [low, high] */
export function requireInteger(what: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new AlisError('range', `${what} must be an integer from ${low} to ${high}, not ${value}`);
  }
}
