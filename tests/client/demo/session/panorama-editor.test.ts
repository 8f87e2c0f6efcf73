import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatPanorama, parsePanorama } from '../../../../src/alis/latent/panorama.ts';
import { createPanoramaEditor } from '../../../../src/client/demo/session/panorama-editor.ts';

function editorOf(text: string) {
  const panorama = createPanoramaEditor(parsePanorama(text));
  const changes: (number | undefined)[] = [];
  panorama.onChange(({ anchor }) => changes.push(anchor));
  return { panorama, changes, now: () => formatPanorama(panorama.value()) };
}

describe('a panorama editor', () => {
  afterEach(() => vi.useRealTimers());

  it('changes by one anchor at a time, and says which', () => {
    const { panorama, changes, now } = editorOf('7@0.8');
    panorama.resample(3);
    expect(now()).toBe('7@0.8~3.1');
    panorama.copy(3, -2);
    expect(now()).toBe('7@0.8~-2=7.3.1~3.1');
    panorama.pin(0);
    expect(panorama.isKept(0)).toBe(true);
    panorama.unpin(3);
    expect(panorama.isKept(3)).toBe(false);
    expect(changes).toEqual([3, -2, 0, 3]);
  });

  it('keeps anchors when it is sown anew', () => {
    const { panorama, changes, now } = editorOf('7');
    panorama.pin(1);
    panorama.reseed(9);
    expect(now()).toBe('9~1=7.1.0');
    expect(changes).toEqual([1, undefined]);
    panorama.reseed();
    expect(now()).not.toBe('9~1=7.1.0');
  });

  it('takes back one step after the other', () => {
    const { panorama, now } = editorOf('7');
    panorama.resample(3);
    panorama.resample(3);
    panorama.reseed(8);
    expect(panorama.canUndo()).toBe(true);
    panorama.undo();
    expect(now()).toBe('7~3.2');
    panorama.undo();
    panorama.undo();
    expect(now()).toBe('7');
    expect(panorama.canUndo()).toBe(false);
    panorama.undo();
    expect(now()).toBe('7');
  });

  it('takes the whole way of a slider back at once', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const { panorama, now } = editorOf('7');
    panorama.resample(1);
    for (const truncation of [0.9, 0.8, 0.7]) {
      vi.advanceTimersByTime(200);
      panorama.truncate(truncation);
    }
    vi.advanceTimersByTime(5000);
    panorama.truncate(0.5);
    expect(now()).toBe('7@0.5~1.1');
    panorama.undo();
    expect(now()).toBe('7@0.7~1.1');
    panorama.undo();
    expect(now()).toBe('7~1.1');
  });
});
