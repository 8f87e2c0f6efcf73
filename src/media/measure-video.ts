/** A file that is read in pieces. */
export interface Pieces {
  /** In bytes. */
  size: number;
  /** Bytes from `offset` on, fewer than asked for at the end of the file. */
  read(offset: number, length: number): Uint8Array;
}

export interface VideoSize {
  /** As it is shown, in pixels. */
  width: number;
  height: number;
}

/**
 * Size of a video, from the boxes of MP4 (ISO/IEC 14496-12) or the elements of WebM (RFC 8794, RFC 9559).
 * @returns undefined when it is neither, or names no size
 */
export function measureVideo(file: Pieces): VideoSize | undefined {
  const head = viewOf(file.read(0, 12));
  if (head.byteLength < 12) return undefined;
  if (head.getUint32(0) === 0x1a45dfa3) return sizeOfWebm(file);
  return [...'ftypmoovmdatfreeskipwide'.matchAll(/.{4}/g)].some(([type]) => type === ascii(head, 4))
    ? sizeOfMp4(file)
    : undefined;
}

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const ascii = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));

interface Box {
  type: string;
  /** Of its content. */
  start: number;
  end: number;
  /** Whether it goes on behind what holds it. */
  cut: boolean;
}

export function* boxesOf(file: Pieces, start: number, end: number): Generator<Box> {
  for (let at = start; at + 8 <= end; ) {
    const header = viewOf(file.read(at, 16));
    if (header.byteLength < 8) return;
    let size = header.getUint32(0);
    let content = at + 8;
    if (size === 1) {
      if (header.byteLength < 16) return;
      size = Number(header.getBigUint64(8));
      content = at + 16;
    } else if (size === 0) {
      size = end - at;
    }
    if (at + size < content) return;
    const boxEnd = Math.min(end, at + size);
    yield { type: ascii(header, 4), start: content, end: boxEnd, cut: boxEnd < at + size };
    at += size;
  }
}

function sizeOfMp4(file: Pieces): VideoSize | undefined {
  for (const movie of boxesOf(file, 0, file.size)) {
    if (movie.type !== 'moov') continue;
    for (const track of boxesOf(file, movie.start, movie.end)) {
      if (track.type !== 'trak') continue;
      for (const header of boxesOf(file, track.start, track.end)) {
        const size = header.type === 'tkhd' ? sizeInTrackHeader(file, header) : undefined;
        if (size) return size;
      }
    }
  }
  return undefined;
}

/** A track header ends with its matrix, width and height in 16.16; those of sound are zero (section 8.3.2). */
function sizeInTrackHeader(file: Pieces, { start, end }: Box): VideoSize | undefined {
  const matrixAndSize = 36 + 8;
  const view = viewOf(file.read(Math.max(start, end - matrixAndSize), matrixAndSize));
  if (view.byteLength < matrixAndSize) return undefined;
  const width = Math.round(view.getUint32(36) / 65536);
  const height = Math.round(view.getUint32(40) / 65536);
  if (width === 0 || height === 0) return undefined;
  // A film taken on its side is turned by a quarter: its matrix has no scale, only shear.
  const turned = view.getInt32(0) === 0 && view.getInt32(4) !== 0;
  return turned ? { width: height, height: width } : { width, height };
}

export const webm = {
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  track: 0xae,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  displayWidth: 0x54b0,
  displayHeight: 0x54ba,
  displayUnit: 0x54b2,
};

interface Element {
  id: number;
  /** Of its content. */
  start: number;
  end: number;
  /** Whether it goes on behind what holds it. */
  cut: boolean;
}

export function* elementsOf(file: Pieces, start: number, end: number): Generator<Element> {
  for (let at = start; at < end; ) {
    const header = file.read(at, 12);
    const idLength = lengthOfNumber(header[0]);
    const sizeLength = lengthOfNumber(header[idLength]);
    if (idLength > 4 || header.length < idLength + sizeLength) return;
    const id = bigEndian(header.subarray(0, idLength));
    const marked = bigEndian(header.subarray(idLength, idLength + sizeLength));
    const size = marked - 2 ** (7 * sizeLength);
    // All ones: the element reaches to the end of what holds it (RFC 8794, section 6.2).
    const unknown = size === 2 ** (7 * sizeLength) - 1;
    const content = at + idLength + sizeLength;
    const contentEnd = unknown ? end : Math.min(end, content + size);
    yield { id, start: content, end: contentEnd, cut: !unknown && contentEnd < content + size };
    at = contentEnd;
  }
}

/** Bytes of a number that begins with this one: the leading zeros and the one after them. */
const lengthOfNumber = (first = 0) => Math.clz32(first) - 23;

const bigEndian = (bytes: Uint8Array) => bytes.reduce((number, byte) => number * 256 + byte, 0);

function sizeOfWebm(file: Pieces): VideoSize | undefined {
  for (const segment of elementsOf(file, 0, file.size)) {
    if (segment.id !== webm.segment) continue;
    for (const tracks of elementsOf(file, segment.start, segment.end)) {
      if (tracks.id !== webm.tracks) continue;
      for (const track of elementsOf(file, tracks.start, tracks.end)) {
        for (const video of elementsOf(file, track.start, track.end)) {
          if (track.id === webm.track && video.id === webm.video) return sizeInVideo(file, video);
        }
      }
    }
  }
  return undefined;
}

function sizeInVideo(file: Pieces, video: Element): VideoSize | undefined {
  const numbers = new Map<number, number>();
  for (const { id, start, end } of elementsOf(file, video.start, video.end)) {
    if (end - start <= 8) numbers.set(id, bigEndian(file.read(start, end - start)));
  }
  // Display sizes count in pixels unless a unit says otherwise (RFC 9559, section 5.1.4.1.28.14).
  const pixels = (numbers.get(webm.displayUnit) ?? 0) === 0;
  const width = (pixels && numbers.get(webm.displayWidth)) || numbers.get(webm.pixelWidth);
  const height = (pixels && numbers.get(webm.displayHeight)) || numbers.get(webm.pixelHeight);
  return width && height ? { width, height } : undefined;
}
