import type { Sharp } from 'sharp';
import { type Format, widest } from './plan.ts';

/** A picture that can be encoded in several widths and formats. */
export interface Encoder {
  encode: (format: Format, width: number) => Promise<Buffer>;
  /** As it is, for where nothing is lost. */
  png: () => Promise<Buffer>;
  /** Reads it to its end. */
  check: () => Promise<void>;
}

/**
 * Opens a picture for encoding; each call throws where it cannot be read.
 * @param picture path or bytes
 */
export async function encoderOf(picture: string | Uint8Array): Promise<Encoder> {
  // sharp costs 50 ms to load and is asked for only now.
  const { default: sharp } = await import('sharp');
  // The encoder's bytes depend on its threads; with one for each picture they are the same everywhere.
  sharp.concurrency(1);
  // Drawings of any length may be read: they are the author's.
  const source = sharp(picture, { unlimited: true }).autoOrient();
  const resized = (width: number): Sharp =>
    source.clone().resize({ width, withoutEnlargement: true });
  return {
    encode: ({ name, settings }, width) =>
      (name === 'avif' ? resized(width).avif(settings) : resized(width).webp(settings)).toBuffer(),
    png: () => resized(widest).toColourspace('srgb').png({ compressionLevel: 9 }).toBuffer(),
    async check() {
      const { format } = await source.metadata();
      // A drawing is read when it is opened; painting it would say no more.
      if (format !== 'svg') await source.stats();
    },
  };
}
