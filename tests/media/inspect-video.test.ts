import { describe, expect, it } from 'vitest';
import { inspectVideo } from '../../src/media/inspect-video.ts';

const fileOf = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: (offset: number, length: number) => bytes.subarray(offset, offset + length),
});

function box(type: string, ...content: Uint8Array[]): Buffer {
  const inside = Buffer.concat(content);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(inside.length + 8);
  return Buffer.concat([size, Buffer.from(type, 'latin1'), inside]);
}

const track = (handler: string, codec: string) => {
  const samples = box('stbl', box('stsd', Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]), box(codec)));
  return box('trak', box('tkhd'), box('mdia', box('mdhd'), box('minf', box(handler), samples)));
};

const film = (...tracks: Buffer[]) =>
  Buffer.concat([box('ftyp'), box('moov', ...tracks), box('mdat', Buffer.alloc(100))]);

describe('an MP4', () => {
  it('names the coding of its pictures, not of its sound', () => {
    const bytes = film(track('smhd', 'mp4a'), track('vmhd', 'avc1'));
    expect(inspectVideo(fileOf(bytes))).toEqual({ whole: true, codec: 'avc1' });
    expect(inspectVideo(fileOf(film(track('vmhd', 'mp4v'))))).toMatchObject({ codec: 'mp4v' });
  });

  it('is not whole where its last box goes on behind the end', () => {
    const bytes = film(track('vmhd', 'avc1'));
    for (const missing of [1, 50, 99])
      expect(inspectVideo(fileOf(bytes.subarray(0, bytes.length - missing))).whole).toBe(false);
  });

  it('is whole with bytes behind its last box that are none', () => {
    const bytes = Buffer.concat([film(), Buffer.from('~~~~~~~~~~~~')]);
    expect(inspectVideo(fileOf(bytes)).whole).toBe(true);
  });
});

describe('a WebM', () => {
  const head = [0x1a, 0x45, 0xdf, 0xa3, 0x80];
  const segment = (size: number, content: number) =>
    Buffer.from([...head, 0x18, 0x53, 0x80, 0x67, 0x80 + size, ...Array(content).fill(0)]);

  it('is whole as far as its segment says', () => {
    expect(inspectVideo(fileOf(segment(20, 20)))).toEqual({ whole: true });
    expect(inspectVideo(fileOf(segment(20, 19)))).toEqual({ whole: false });
    expect(inspectVideo(fileOf(Buffer.from(head)))).toEqual({ whole: false });
  });

  it('is whole when its segment does not say', () => {
    expect(inspectVideo(fileOf(segment(127, 5)))).toEqual({ whole: true });
  });
});
