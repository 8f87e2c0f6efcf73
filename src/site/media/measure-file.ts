import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inspectVideo, type VideoState } from '../../media/inspect-video.ts';
import { type ImageFacts, measureImage } from '../../media/measure-image.ts';
import { measureVideo, type Pieces, type VideoSize } from '../../media/measure-video.ts';

/** Enough of most pictures to know their size: it stands before the first pixels. */
const head = 1 << 16;

/** Formats that may say behind the pixels how the camera was turned, or that there are more pages. */
const saidBehind = new Set(['png', 'webp', 'tiff']);

/** A picture's size and format; undefined when the file is no picture. */
export function measureImageFile(path: string): ImageFacts | undefined {
  return withPieces(path, (file) => {
    const facts = measureImage(file.read(0, head));
    const isWhole = file.size <= head || (facts && !saidBehind.has(facts.format));
    return isWhole ? facts : measureImage(file.read(0, file.size));
  });
}

/** A video's size and state; undefined when the file is none that we can read. */
export function measureVideoFile(path: string): (VideoSize & { state: VideoState }) | undefined {
  return withPieces(path, (file) => {
    const size = measureVideo(file);
    return size && { ...size, state: inspectVideo(file) };
  });
}

function withPieces<Result>(path: string, work: (file: Pieces) => Result): Result {
  const descriptor = openSync(path, 'r');
  try {
    return work({
      size: fstatSync(descriptor).size,
      read(offset, length) {
        const bytes = Buffer.alloc(length);
        return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
      },
    });
  } finally {
    closeSync(descriptor);
  }
}
