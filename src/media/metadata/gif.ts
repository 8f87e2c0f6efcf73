/**
 * Comments go, and blocks of applications but those that say how often an animation runs (GIF89a, sections 24 and 26).
 */
export function gifWithoutComments(bytes: Uint8Array): Uint8Array {
  const colours = (packed: number) => (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);
  const at = (index: number) => {
    const byte = bytes[index];
    if (byte === undefined) throw new RangeError('the picture ends early');
    return byte;
  };
  /** The end of a chain of blocks, each behind its length, up to an empty one. */
  const endOf = (start: number) => {
    let next = start;
    while (at(next) !== 0) next += at(next) + 1;
    return next + 1;
  };
  let position = 13 + colours(at(10));
  const parts = [bytes.subarray(0, position)];
  while (at(position) !== 0x3b) {
    const start = position;
    if (at(start) === 0x2c) {
      position = endOf(start + 10 + colours(at(start + 9)) + 1);
      parts.push(bytes.subarray(start, position));
      continue;
    }
    const label = at(start + 1);
    position = endOf(start + 2);
    const name = Buffer.from(bytes.subarray(start + 3, start + 14)).toString('latin1');
    const isMetadata =
      label === 0xfe || (label === 0xff && !/^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(name));
    if (!isMetadata) parts.push(bytes.subarray(start, position));
  }
  return Buffer.concat([...parts, new Uint8Array([0x3b])]);
}
