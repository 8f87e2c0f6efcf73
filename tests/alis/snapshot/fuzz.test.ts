import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SnapshotError } from '../../../src/alis/snapshot/error.ts';
import { convertedBytes } from './converted.ts';
import { smallPickle, smallSnapshot } from './official-snapshot.ts';
import { join, type Protocol } from './pickle-writer.ts';

const protocols: Protocol[] = [2, 3, 4];

/** What came of a snapshot: `whole`, or the sentence about it. Any other error is a failure of the test. */
function outcome(snapshot: Uint8Array): string {
  try {
    convertedBytes(snapshot);
    return 'whole';
  } catch (error) {
    if (error instanceof SnapshotError) return error.message;
    throw error;
  }
}

describe.each(protocols)('a snapshot of protocol %i', (protocol) => {
  it('is told to be cut short wherever it is cut', () => {
    const { pieces, boundaries } = smallPickle(protocol);
    const whole = join(pieces);
    expect(outcome(whole)).toBe('whole');
    const starts = boundaries.filter((boundary) => boundary < whole.length);
    expect(starts.length).toBeGreaterThan(1000);
    for (const start of starts) {
      const said = outcome(whole.subarray(0, start));
      expect(said).toMatch(
        start === 0 ? 'byte 0: the file is empty' : `byte ${start}: the pickle needs 1 more byte`,
      );
    }
  });

  it('is told to be cut short within an instruction too', () => {
    const whole = smallSnapshot(protocol);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => {
        expect(outcome(whole.subarray(0, length))).toMatch(
          /needs \d+ more bytes?, but only \d+ are/,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('fails with a sentence when bytes are changed', () => {
    const whole = smallSnapshot(protocol);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const changed = whole.slice();
        for (const [offset, byte] of changes) changed[offset] = byte;
        expect(outcome(changed)).toMatch(/^(whole|byte \d+: .+)$/);
      }),
      { numRuns: 500 },
    );
  });

  it('fails with a sentence when a stretch is left out, or comes twice', () => {
    const whole = smallSnapshot(protocol);
    const place = fc.nat(whole.length - 1);
    fc.assert(
      fc.property(place, place, (from, to) => {
        const changed = join([whole.subarray(0, from), whole.subarray(to)]);
        expect(outcome(changed)).toMatch(/^(whole|byte \d+: .+)$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is no pickle', () => {
  it('fails with a sentence, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(outcome(bytes)).toMatch(/^byte \d+: .+$/);
        expect(outcome(join([Uint8Array.of(0x80, 4), bytes]))).toMatch(/^byte \d+: .+$/);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['an empty file', '', /^byte 0: the file is empty$/],
    [
      'a zip archive',
      'PK\x03\x04....',
      /^byte 0: the file is a zip archive, the newer form of torch.save/,
    ],
    ['text', '<html>', /^byte 0: the file begins with 3c 68 74 6d; a pickle would begin with 80$/],
    ['one byte', '\x00', /^byte 0: the file begins with 00; a pickle would begin with 80$/],
  ])('names %s', (_, text, message) => {
    expect(outcome(Uint8Array.from(text, (c) => c.charCodeAt(0)))).toMatch(message);
  });
});
