import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nameOf,
  nearest,
  reachOf,
  slots,
  tilesOf,
} from '../../../../src/client/demo/carousel/window.ts';
import { wordsFor } from '../../../../src/words/words.ts';

const slot = fc.integer({ min: 0, max: slots - 1 });
const middle = fc.double({ min: -1e5, max: 1e5, noNaN: true });

describe('the window of the carousel', () => {
  it('shows in each slot the stretch of its own that is nearest to the middle', () => {
    fc.assert(
      fc.property(slot, middle, (own, at) => {
        const stretch = nearest(own, at);
        expect((((stretch - own) % slots) + slots) % slots).toBe(0);
        expect(Math.abs(stretch - at)).toBeLessThanOrEqual(slots / 2);
      }),
    );
  });

  it('changes no slot that is seen while it moves', () => {
    fc.assert(
      fc.property(slot, middle, fc.double({ min: -1, max: 1, noNaN: true }), (own, at, by) => {
        const stretch = nearest(own, at);
        fc.pre(Math.abs(stretch - at) < 2.5);
        expect(nearest(own, at + by)).toBe(stretch);
      }),
    );
  });

  it('shows each stretch within reach in some slot', () => {
    fc.assert(
      fc.property(middle, fc.integer({ min: -3, max: 3 }), (at, ahead) => {
        const shown = Array.from({ length: slots }, (_, own) => nearest(own, at));
        const { first, last } = reachOf(at, Math.round(at) + ahead);
        for (let stretch = first; stretch <= last; stretch++) expect(shown).toContain(stretch);
      }),
    );
  });

  it('reaches farther ahead than behind on the way, and as far at rest', () => {
    expect(reachOf(7, 7)).toEqual({ first: 3, last: 11 });
    expect(reachOf(7.2, 8)).toEqual({ first: 4, last: 12 });
    expect(reachOf(-7.2, -8)).toEqual({ first: -12, last: -4 });
  });

  it('knows the tiles of a stretch, and its name', () => {
    expect(tilesOf(0, 4)).toEqual({ first: 0, last: 3 });
    expect(tilesOf(-1, 4)).toEqual({ first: -4, last: -1 });
    expect(nameOf(2, wordsFor('en').live)).toBe('Frame between anchor 2 and 3');
    expect(nameOf(-2, wordsFor('en').live)).toBe('Frame between anchor −2 and −1');
  });
});
