/** Bytes that are read where and when they are needed, such as a file too large to hold. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** Where the source begins in the snapshot file, for messages. */
  readonly fileOffset: number;
  /** Fills `target` from `offset` on. The caller stays within `size`. */
  read(target: Uint8Array, offset: number): void;
}

/** The bytes [offset, offset + size) of a source, none of them read. */
export function slice(source: ByteSource, offset: number, size: number): ByteSource {
  return {
    size,
    fileOffset: source.fileOffset + offset,
    read: (target, from) => source.read(target, offset + from),
  };
}

/** Bytes already in memory, said to begin at `fileOffset`. */
export function memorySource(bytes: Uint8Array, fileOffset = 0): ByteSource {
  return {
    size: bytes.length,
    fileOffset,
    read: (target, from) => target.set(bytes.subarray(from, from + target.length)),
  };
}

/** The whole of a source. The caller has looked at its size. */
export function readAll(source: ByteSource): Uint8Array {
  const bytes = new Uint8Array(source.size);
  source.read(bytes, 0);
  return bytes;
}
