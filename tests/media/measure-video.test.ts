import { describe, expect, it } from 'vitest';
import { measureVideo, type Pieces } from '../../src/media/measure-video.ts';

/** A file in memory, which counts the bytes that are read of it. */
function fileOf(bytes: Uint8Array): Pieces & { bytesRead: number } {
  return {
    size: bytes.length,
    bytesRead: 0,
    read(offset, length) {
      const piece = bytes.subarray(offset, offset + length);
      this.bytesRead += piece.length;
      return piece;
    },
  };
}

function uint32(...numbers: number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => {
    bytes.writeInt32BE(number | 0, 4 * index);
  });
  return bytes;
}

function box(type: string, ...content: Uint8Array[]): Buffer {
  const inside = Buffer.concat(content);
  return Buffer.concat([uint32(inside.length + 8), Buffer.from(type, 'latin1'), inside]);
}

const one = 0x10000;
const upright = uint32(one, 0, 0, 0, one, 0, 0, 0, 0x40000000);
const turned = uint32(0, one, 0, -one, 0, 0, 0, 0, 0x40000000);

const track = (width: number, height: number, matrix = upright, version = 0) =>
  box(
    'trak',
    box(
      'tkhd',
      uint32(version << 24),
      Buffer.alloc(version === 0 ? 36 : 48),
      matrix,
      uint32(width * one, height * one),
    ),
  );

const type = box('ftyp', Buffer.from('isom0000'));
const data = box('mdat', Buffer.alloc(100_000));

describe('MP4', () => {
  it.each([
    ['a film', Buffer.concat([type, box('moov', track(640, 360)), data]), 640, 360],
    [
      'a film that begins with its data',
      Buffer.concat([type, data, box('moov', track(640, 360))]),
      640,
      360,
    ],
    [
      'sound before the film',
      Buffer.concat([type, box('moov', box('mvhd'), track(0, 0), track(320, 240))]),
      320,
      240,
    ],
    ['a long header', Buffer.concat([type, box('moov', track(640, 360, upright, 1))]), 640, 360],
    [
      'a film taken on its side',
      Buffer.concat([type, box('moov', track(640, 360, turned))]),
      360,
      640,
    ],
  ])('%s', (_, bytes, width, height) => {
    const file = fileOf(bytes);
    expect(measureVideo(file)).toEqual({ width, height });
    expect(file.bytesRead).toBeLessThan(300);
  });

  it('has boxes of more than 4 GB', () => {
    const large = Buffer.concat([
      uint32(1),
      Buffer.from('mdat'),
      uint32(0, 116),
      Buffer.alloc(100),
    ]);
    const bytes = Buffer.concat([type, large, box('moov', track(64, 32))]);
    expect(measureVideo(fileOf(bytes))).toEqual({ width: 64, height: 32 });
  });
});

/** An EBML element; its size takes one byte, or eight bytes of ones when it is not known. */
function element(id: number[], content: Uint8Array, unknown = false): Buffer {
  const size = unknown ? [0x01, 255, 255, 255, 255, 255, 255, 255] : [0x40, content.length];
  return Buffer.concat([Buffer.from([...id, ...size]), content]);
}

const number = (id: number[], value: number) => element(id, Buffer.from([value >> 8, value & 255]));

function webmOf(video: Buffer[], unknown = false): Buffer {
  const sound = element([0xae], number([0xd7], 1));
  const film = element(
    [0xae],
    Buffer.concat([number([0xd7], 2), element([0xe0], Buffer.concat(video))]),
  );
  const tracks = element([0x16, 0x54, 0xae, 0x6b], Buffer.concat([sound, film]));
  const info = element([0x15, 0x49, 0xa9, 0x66], Buffer.alloc(20));
  const segment = element([0x18, 0x53, 0x80, 0x67], Buffer.concat([info, tracks]), unknown);
  return Buffer.concat([element([0x1a, 0x45, 0xdf, 0xa3], Buffer.alloc(4)), segment]);
}

describe('WebM', () => {
  const pixels = [number([0xb0], 640), number([0xba], 360)];

  it.each([
    ['a film', webmOf(pixels), 640, 360],
    ['a segment of unknown size', webmOf(pixels, true), 640, 360],
    [
      'a size to show',
      webmOf([...pixels, number([0x54, 0xb0], 640), number([0x54, 0xba], 480)]),
      640,
      480,
    ],
    [
      'a shape to show',
      webmOf([
        ...pixels,
        number([0x54, 0xb0], 4),
        number([0x54, 0xba], 3),
        number([0x54, 0xb2], 3),
      ]),
      640,
      360,
    ],
  ])('%s', (_, bytes, width, height) => {
    expect(measureVideo(fileOf(bytes))).toEqual({ width, height });
  });
});

describe('what is no video', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(1000)],
    ['text', Buffer.from('some words that are no film at all')],
    ['a film cut short', Buffer.concat([type, box('moov', track(640, 360))]).subarray(0, 60)],
    ['a box that lies about its size', Buffer.concat([type, uint32(3), Buffer.from('moov')])],
    ['sound alone', Buffer.concat([type, box('moov', track(0, 0))])],
    ['WebM cut short', webmOf([number([0xb0], 640)]).subarray(0, 40)],
  ])('%s', (_, bytes) => {
    expect(measureVideo(fileOf(bytes))).toBeUndefined();
  });
});
