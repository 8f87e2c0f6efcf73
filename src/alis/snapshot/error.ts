const longestFinding = 400;

/** What makes a file impossible to convert: one sentence about what stands at one byte of it. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
  /** Bytes from the start of the file. */
  readonly offset: number;
  /** The sentence alone. */
  readonly finding: string;

  constructor(offset: number, finding: string, options?: ErrorOptions) {
    const shown = clip(finding);
    super(`byte ${offset}: ${shown}`, options);
    this.offset = offset;
    this.finding = shown;
  }
}

/** Puts a subject, such as a tensor's name, before what is found wrong in it. */
export function withSubject<T>(subject: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    throw new SnapshotError(error.offset, `${subject}: ${error.finding}`, { cause: error });
  }
}

/** Names out of a foreign file may be long, and control characters would speak to the terminal. */
function clip(text: string): string {
  const printable = text.replace(/[\p{Cc}\p{Cf}]/gu, '?');
  return printable.length > longestFinding ? `${printable.slice(0, longestFinding)}…` : printable;
}
