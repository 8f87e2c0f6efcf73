import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatPanorama, parsePanorama } from '../../../../src/alis/latent/panorama.ts';
import { createLandscape } from '../../../../src/client/demo/session/landscape.ts';

function landscapeOf(text: string) {
  const landscape = createLandscape(parsePanorama(text));
  const changes: (number | undefined)[] = [];
  landscape.onChange(({ anchor }) => changes.push(anchor));
  return { landscape, changes, now: () => formatPanorama(landscape.value()) };
}

describe('a landscape', () => {
  afterEach(() => vi.useRealTimers());

  it('changes by one anchor at a time, and says which', () => {
    const { landscape, changes, now } = landscapeOf('7@0.8');
    landscape.resample(3);
    expect(now()).toBe('7@0.8~3.1');
    landscape.copy(3, -2);
    expect(now()).toBe('7@0.8~-2=7.3.1~3.1');
    landscape.pin(0);
    expect(landscape.isKept(0)).toBe(true);
    landscape.unpin(3);
    expect(landscape.isKept(3)).toBe(false);
    expect(changes).toEqual([3, -2, 0, 3]);
  });

  it('keeps anchors when it is sown anew', () => {
    const { landscape, changes, now } = landscapeOf('7');
    landscape.pin(1);
    landscape.sow(9);
    expect(now()).toBe('9~1=7.1.0');
    expect(changes).toEqual([1, undefined]);
    landscape.sow();
    expect(now()).not.toBe('9~1=7.1.0');
  });

  it('takes back one step after the other', () => {
    const { landscape, now } = landscapeOf('7');
    landscape.resample(3);
    landscape.resample(3);
    landscape.sow(8);
    expect(landscape.canUndo()).toBe(true);
    landscape.undo();
    expect(now()).toBe('7~3.2');
    landscape.undo();
    landscape.undo();
    expect(now()).toBe('7');
    expect(landscape.canUndo()).toBe(false);
    landscape.undo();
    expect(now()).toBe('7');
  });

  it('takes the whole way of a slider back at once', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { landscape, now } = landscapeOf('7');
    landscape.resample(1);
    for (const truncation of [0.9, 0.8, 0.7]) {
      vi.advanceTimersByTime(200);
      landscape.truncate(truncation);
    }
    vi.advanceTimersByTime(5000);
    landscape.truncate(0.5);
    expect(now()).toBe('7@0.5~1.1');
    landscape.undo();
    expect(now()).toBe('7@0.7~1.1');
    landscape.undo();
    expect(now()).toBe('7~1.1');
  });
});
