import { SnapshotError } from './error.ts';
import { type ByteSource, slice } from './source.ts';

const windowSize = 1 << 16;
const longestLine = 1024;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads a source from front to back through a small window; what is skipped is never read. */
export class Cursor {
  readonly source: ByteSource;
  /** Bytes from the start of the source. */
  position = 0;
  /** What is being read, and where it began: the subject of a sentence about a file that ends inside it. */
  #subject = 'the header';
  #subjectPosition = 0;
  readonly #window: Uint8Array;
  readonly #view: DataView;
  #windowStart = 0;
  #windowEnd = 0;

  constructor(source: ByteSource) {
    this.source = source;
    this.#window = new Uint8Array(Math.min(windowSize, source.size));
    this.#view = new DataView(this.#window.buffer);
  }

  /** Names what begins at the byte before the cursor's. */
  begin(subject: string, position: number): void {
    this.#subject = subject;
    this.#subjectPosition = position;
  }

  /** A sentence about what is being read, at the byte where it began. */
  failure(finding: string): SnapshotError {
    return new SnapshotError(this.source.fileOffset + this.#subjectPosition, finding);
  }

  get remaining(): number {
    return this.source.size - this.position;
  }

  uint8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  uint64(): number {
    const value = this.#view.getBigUint64(this.#take(8), true);
    if (value <= Number.MAX_SAFE_INTEGER) return Number(value);
    throw this.failure(`${this.#subject} declares ${value}, more than any file holds`);
  }

  /** Pickle alone writes its floats with the high byte first. */
  float64(): number {
    return this.#view.getFloat64(this.#take(8), false);
  }

  /** UTF-8 of at most a window's length. */
  text(length: number): string {
    const start = this.#take(length);
    return decoder.decode(this.#window.subarray(start, start + length));
  }

  /** A two's complement integer, low byte first, of a few bytes. */
  integer(length: number): bigint {
    const start = this.#take(length);
    let value = 0n;
    for (let i = start + length - 1; i >= start; i--) {
      value = (value << 8n) | BigInt(this.#view.getUint8(i));
    }
    return BigInt.asIntN(8 * length, value);
  }

  /** Text up to a newline. */
  line(): string {
    const start = this.position;
    while (this.uint8() !== 0x0a) {
      if (this.position - start > longestLine) {
        throw this.failure(`${this.#subject} has a name of more than ${longestLine} bytes`);
      }
    }
    const length = this.position - start - 1;
    this.position = start;
    const text = this.text(length);
    this.position++;
    return text;
  }

  /** The next `length` bytes as a source of their own, skipped without being read. */
  span(length: number): ByteSource {
    if (length > this.remaining) throw this.#truncated(length);
    const span = slice(this.source, this.position, length);
    this.position += length;
    return span;
  }

  /** Puts the next bytes into the window, moves past them, and says where in the window they are. */
  #take(length: number): number {
    if (length > this.remaining) throw this.#truncated(length);
    const { position } = this;
    if (position < this.#windowStart || position + length > this.#windowEnd) {
      const size = Math.min(this.#window.length, this.remaining);
      this.source.read(this.#window.subarray(0, size), position);
      this.#windowStart = position;
      this.#windowEnd = position + size;
    }
    this.position += length;
    return position - this.#windowStart;
  }

  #truncated(length: number): SnapshotError {
    return this.failure(
      `${this.#subject} needs ${length} more ${length === 1 ? 'byte' : 'bytes'}, but only ${this.remaining} are left`,
    );
  }
}
