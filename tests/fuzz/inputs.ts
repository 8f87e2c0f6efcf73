import * as fc from 'fast-check';

/** What trips readers of text: halves of letters, ends of lines of every kind, what is not seen, what steers a terminal. */
const odd = fc.oneof(
  fc.constantFrom(
    ...['\0', '\r', '\r\n', '\n\n', '\t', '\u2028', '\ufeff', '\ud800', '\udc00', '\u202e'],
    ...['\u200b', '\x1b[31m', '\x07', '\u0085', '\u00a0', '\ufdd0', 'e\u0301', '漢', '👩‍🔬', 'ش'],
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

/**
 * Right texts into which something was put, and texts put together from what the language at hand gives a meaning to, from pieces of right texts, and from odd
 * characters.
 */
export function texts(tokens: readonly string[], samples: readonly string[]): fc.Arbitrary<string> {
  const token = fc.constantFrom(...tokens);
  const piece = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat())
    .map(([sample, from, to]) => {
      const [start, end] = [from % sample.length, to % sample.length].sort((a, b) => a - b);
      return sample.slice(start, (end ?? 0) + 1);
    });
  const many = fc.tuple(token, fc.integer({ min: 2, max: 200 })).map(([unit, n]) => unit.repeat(n));
  const part = fc.oneof(
    { weight: 8, arbitrary: token },
    { weight: 3, arbitrary: piece },
    { weight: 2, arbitrary: odd },
    { weight: 1, arbitrary: many },
  );
  const anew = fc.array(part, { maxLength: 24 }).map((parts) => parts.join(''));
  const changed = fc
    .tuple(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.nat(), part), { minLength: 1, maxLength: 4 }),
    )
    .map(([sample, changes]) =>
      changes.reduce((text, [where, put]) => {
        const at = where % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at);
      }, sample),
    );
  return fc.oneof(anew, changed);
}

/** Right files with bytes changed, taken out, put in, or cut off behind. */
export function files(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(
    fc.constantFrom('set', 'remove', 'insert', 'cut', 'copy'),
    fc.nat(),
    fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255)),
    fc.integer({ min: 1, max: 16 }),
  );
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([sample, changes]) =>
      changes.reduce<Uint8Array>((bytes, [kind, where, value, length]) => {
        // Heads say most, and are the smallest part.
        const at = bytes.length && where % (where % 2 ? Math.min(bytes.length, 64) : bytes.length);
        const before = bytes.subarray(0, at);
        const filled = new Uint8Array(length).fill(value);
        const middle = { set: filled, insert: filled, copy: bytes.slice(at, at + length) };
        if (kind === 'cut') return before;
        if (kind === 'remove') return joined(before, bytes.subarray(at + length));
        return joined(
          before,
          middle[kind as keyof typeof middle],
          bytes.subarray(kind === 'set' ? at + length : at),
        );
      }, sample),
    );
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
