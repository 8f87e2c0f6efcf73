import { ArrayBufferTarget, Muxer } from 'webm-muxer';
import { contextOf } from '../elements.ts';

/** Frames a second, and how long a square of the picture takes to pass. */
const rate = 30;
const secondsPerSquare = 2.5;

/** How something long is made: it can be stopped, and says how far it is, from 0 to 1. */
export interface Making {
  readonly signal: AbortSignal;
  readonly onProgress: (part: number) => void;
}

/**
 * A walk along a wide picture as a WebM film, twice as wide as it is high.
 * @throws `AbortError`, and where no encoder takes the film
 */
export async function filmWalk(
  picture: OffscreenCanvas,
  { signal, onProgress }: Making,
): Promise<Blob> {
  const height = picture.height - (picture.height % 2);
  const width = 2 * height;
  const way = picture.width - width;
  const count = Math.max(1, Math.round((way / height) * secondsPerSquare * rate));

  const muxer = new Muxer({
    target: new ArrayBufferTarget(),
    video: { codec: 'V_VP9', width, height, frameRate: rate },
  });
  let failure: unknown;
  const encoder = new VideoEncoder({
    output: (chunk, meta) => muxer.addVideoChunk(chunk, meta),
    error: (error) => {
      failure = error;
    },
  });
  encoder.configure({ codec: 'vp09.00.10.08', width, height, framerate: rate, bitrate: 6e6 });
  const view = new OffscreenCanvas(width, height);
  const context = contextOf(view, { alpha: false });
  try {
    for (let index = 0; index <= count; index++) {
      signal.throwIfAborted();
      if (failure) throw failure;
      context.drawImage(picture, -eased(index / count) * way, 0);
      const frame = new VideoFrame(view, { timestamp: Math.round((index * 1e6) / rate) });
      encoder.encode(frame, { keyFrame: index % (2 * rate) === 0 });
      frame.close();
      // The encoder must not be given more than it can take, and the page wants to be drawn.
      while (encoder.encodeQueueSize > 4) await new Promise((done) => setTimeout(done, 5));
      onProgress(index / count);
    }
    await encoder.flush();
    if (failure) throw failure;
  } finally {
    if (encoder.state !== 'closed') encoder.close();
  }
  muxer.finalize();
  return new Blob([muxer.target.buffer], { type: 'video/webm' });
}

/** Sets off and arrives gently. */
function eased(part: number): number {
  return part * part * (3 - 2 * part);
}
