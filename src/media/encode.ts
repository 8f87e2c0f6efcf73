import type { Sharp } from 'sharp';
import type { Format } from './plan.ts';

/** A picture that can be encoded in several widths and formats. */
export type Encoder = (format: Format, width: number) => Promise<Buffer>;

/**
 * Opens a picture for encoding; each call throws where it cannot be read.
 * @param picture path or bytes
 */
export async function encoderOf(picture: string | Uint8Array): Promise<Encoder> {
  // sharp costs 50 ms to load and is asked for only now.
  const { default: sharp } = await import('sharp');
  // The encoder's bytes depend on its threads; with one for each picture they are the same everywhere.
  sharp.concurrency(1);
  const source = sharp(picture).autoOrient();
  return ({ name, settings }, width) => {
    const resized: Sharp = source.clone().resize({ width, withoutEnlargement: true });
    return (name === 'avif' ? resized.avif(settings) : resized.webp(settings)).toBuffer();
  };
}
