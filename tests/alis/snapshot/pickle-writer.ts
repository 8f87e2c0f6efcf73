/**
 * Writes pickles as Python's own pickler does at protocols 2, 3 and 4: with its memo, its batches of items, and, at
 * protocol 2, with bytes spelt as text.
 */

export type Protocol = 2 | 3 | 4;

export type Value = null | boolean | number | bigint | string | Value[] | Bytes | Composite;

/** A run of zeros of any length, which takes no memory here and no space in a sparse file. */
export interface Hole {
  hole: number;
}
export type Piece = Uint8Array | Hole;

class Bytes {
  readonly pieces: readonly Piece[];
  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }
}

class Composite {
  readonly write: (writer: Writer) => void;
  /** Made of others before it is known to the memo, as tuples and calls are. */
  constructor(write: (writer: Writer) => void) {
    this.write = write;
  }
}

export const bytes = (...pieces: Piece[]) => new Bytes(pieces);

export const tuple = (...items: Value[]) =>
  new Composite((w) => {
    if (items.length === 0) w.op(0x29);
    else if (items.length <= 3) {
      for (const item of items) w.value(item);
      w.op(0x84 + items.length);
    } else {
      w.op(0x28);
      for (const item of items) w.value(item);
      w.op(0x74);
    }
    if (items.length > 0) w.memoize();
  });

export const dict = (entries: Record<string, Value>) => {
  return new Composite((w) => {
    w.op(0x7d);
    w.memoize();
    w.entries(Object.entries(entries));
  });
};

export const set = (...items: Value[]) =>
  new Composite((w) => {
    if (w.protocol < 4) {
      const module = w.protocol === 2 ? '__builtin__' : 'builtins';
      w.value(call(global(module, 'set'), [items]));
      return;
    }
    w.op(0x8f);
    w.memoize();
    if (items.length === 0) return;
    w.op(0x28);
    for (const item of items) w.value(item);
    w.op(0x90);
  });

const globals = new Map<string, Composite>();

/** The same name is the same object, which the memo then shows. */
export function global(module: string, name: string): Composite {
  const key = `${module} ${name}`;
  const known = globals.get(key);
  if (known !== undefined) return known;
  const made = new Composite((w) => {
    if (w.protocol < 4) w.op(0x63, utf8(`${module}\n${name}\n`));
    else {
      w.value(module);
      w.value(name);
      w.op(0x93);
    }
    w.memoize();
  });
  globals.set(key, made);
  return made;
}

interface Extras {
  state?: Value;
  entries?: Record<string, Value>;
}

/** What Python would call: REDUCE. */
export const call = (callable: Value, args: Value[], extras: Extras = {}) =>
  made(callable, args, 0x52, extras);

/** An instance of a class: NEWOBJ. */
export const instance = (type: Value, extras: Extras = {}) => made(type, [], 0x81, extras);

const made = (callable: Value, args: Value[], code: number, { state, entries }: Extras) =>
  new Composite((w) => {
    w.value(callable);
    w.value(tuple(...args));
    w.op(code);
    w.memoize();
    if (entries !== undefined) w.entries(Object.entries(entries));
    if (state === undefined) return;
    w.value(state);
    w.op(0x62);
  });

/** What a persistent id stands for. */
export const persistent = (id: Value) =>
  new Composite((w) => {
    w.value(id);
    w.op(0x51);
  });

/** A value that holds itself: `make` receives it. */
export function cyclic(make: (self: Value) => Record<string, Value>): Value {
  const self: Composite = new Composite((w) => {
    w.op(0x7d);
    w.memoize();
    w.entries(Object.entries(make(self)));
  });
  return self;
}

export interface Pickle {
  pieces: Piece[];
  /** Where each instruction begins, and where the pickle ends. */
  boundaries: number[];
}

export function pickle(value: Value, protocol: Protocol): Pickle {
  const writer = new Writer(protocol);
  writer.op(0x80, Uint8Array.of(protocol));
  writer.value(value);
  writer.op(0x2e);
  return { pieces: writer.pieces, boundaries: [...writer.boundaries, writer.length] };
}

/** All pieces in memory. */
export function join(pieces: readonly Piece[]): Uint8Array {
  const size = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const joined = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) joined.set(piece, offset);
    offset += lengthOf(piece);
  }
  return joined;
}

export function lengthOf(piece: Piece): number {
  return piece instanceof Uint8Array ? piece.length : piece.hole;
}

class Writer {
  readonly protocol: Protocol;
  readonly pieces: Piece[] = [];
  readonly boundaries: number[] = [];
  length = 0;
  /** Values already written and their place; undefined while a composite has not reached its own. */
  readonly #memo = new Map<Value, number>();
  #memoSize = 0;
  readonly #open: Value[] = [];

  constructor(protocol: Protocol) {
    this.protocol = protocol;
  }

  op(code: number, ...operands: Piece[]): void {
    this.boundaries.push(this.length);
    for (const piece of [Uint8Array.of(code), ...operands]) {
      this.pieces.push(piece);
      this.length += lengthOf(piece);
    }
  }

  /** Gives the innermost open value the next place in the memo. */
  memoize(): void {
    const index = this.#memoSize++;
    const value = this.#open.at(-1);
    if (value !== undefined) this.#memo.set(value, index);
    if (this.protocol === 4) this.op(0x94);
    else if (index < 256) this.op(0x71, Uint8Array.of(index));
    else this.op(0x72, uint32(index));
  }

  value(value: Value): void {
    const known = this.#memo.get(value);
    if (known !== undefined) {
      if (known < 256) this.op(0x68, Uint8Array.of(known));
      else this.op(0x6a, uint32(known));
      return;
    }
    this.#open.push(value);
    this.#write(value);
    this.#open.pop();
  }

  entries(entries: [string, Value][]): void {
    if (entries.length === 0) return;
    const single = entries.length === 1;
    if (!single) this.op(0x28);
    for (const [key, value] of entries) {
      this.value(key);
      this.value(value);
    }
    this.op(single ? 0x73 : 0x75);
  }

  #write(value: Value): void {
    if (value === null) this.op(0x4e);
    else if (typeof value === 'boolean') this.op(value ? 0x88 : 0x89);
    else if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'bigint') this.#long(value);
    else if (typeof value === 'string') this.#text(value);
    else if (value instanceof Bytes) this.#bytes(value);
    else if (value instanceof Composite) value.write(this);
    else this.#list(value);
  }

  #number(value: number): void {
    if (!Number.isInteger(value)) this.op(0x47, float64(value));
    else if (value >= 0 && value < 2 ** 8) this.op(0x4b, Uint8Array.of(value));
    else if (value >= 0 && value < 2 ** 16) this.op(0x4d, uint32(value).subarray(0, 2));
    else if (Math.abs(value) < 2 ** 31) this.op(0x4a, uint32(value));
    else this.#long(BigInt(value));
  }

  #long(value: bigint): void {
    const length = Math.ceil((value.toString(2).length + 1) / 8);
    const digits = BigInt.asUintN(8 * length, value)
      .toString(16)
      .padStart(2 * length, '0');
    this.op(0x8a, Uint8Array.of(length), Uint8Array.from(Buffer.from(digits, 'hex')).reverse());
  }

  #text(text: string): void {
    const encoded = utf8(text);
    if (this.protocol === 4 && encoded.length < 256) {
      this.op(0x8c, Uint8Array.of(encoded.length), encoded);
    } else this.op(0x58, uint32(encoded.length), encoded);
    this.memoize();
  }

  #bytes({ pieces }: Bytes): void {
    if (this.protocol === 2) {
      const text = Buffer.from(join(pieces)).toString('latin1');
      this.value(call(global('_codecs', 'encode'), [text, 'latin1']));
      return;
    }
    const length = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
    if (length < 256) this.op(0x43, Uint8Array.of(length), ...pieces);
    else this.op(0x42, uint32(length), ...pieces);
    this.memoize();
  }

  #list(items: Value[]): void {
    this.op(0x5d);
    this.memoize();
    if (items.length === 0) return;
    if (items.length > 1) this.op(0x28);
    for (const item of items) this.value(item);
    this.op(items.length > 1 ? 0x65 : 0x61);
  }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function uint32(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setInt32(0, value, true);
  return new Uint8Array(view.buffer);
}

function float64(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, false);
  return new Uint8Array(view.buffer);
}
