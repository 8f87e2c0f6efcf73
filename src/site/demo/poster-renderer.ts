import { openBackend } from '../../alis/backends/backends.ts';
import { formatPanorama, type Panorama } from '../../alis/latent/panorama.ts';
import type { Architecture } from '../../alis/model/architecture.ts';
import { readModel } from '../../alis/model/weights.ts';
import { stripMaker } from '../../alis/tile/tiles.ts';

/** A generator that computes pictures on this thread, every tile once. */
export interface PosterRenderer {
  architecture: Architecture;
  /** What computes, in words to show. */
  description: string;
  /** [resolution, columns, 4]: a level's picture of a tile. */
  tile(panorama: Panorama, tile: number, resolution: number): Promise<Uint8ClampedArray>;
  /** A PNG of tiles side by side, from tile `first` on. */
  png(panorama: Panorama, first: number, tiles: number): Promise<Uint8Array>;
}

/** @throws {AlisError} if the weights are not right */
export async function openPosterRenderer(weights: Uint8Array): Promise<PosterRenderer> {
  const model = readModel(weights);
  const { architecture } = model;
  const { backend } = await openBackend(['wasm', 'reference'], model);
  const strip = stripMaker(model);
  const known = new Map<string, Promise<Uint8ClampedArray>>();

  function tile(panorama: Panorama, number: number, resolution: number) {
    const key = `${formatPanorama(panorama)} ${number} ${resolution}`;
    const pixels = known.get(key) ?? backend.pixels(strip({ panorama, tile: number, resolution }));
    known.set(key, pixels);
    return pixels;
  }

  return {
    architecture,
    description: backend.description,
    tile,
    async png(panorama, first, tiles) {
      const { resolution, tileWidth } = architecture;
      const width = tiles * tileWidth;
      const picture = new Uint8Array(resolution * width * 4);
      for (let index = 0; index < tiles; index++) {
        const pixels = await tile(panorama, first + index, resolution);
        for (let row = 0; row < resolution; row++) {
          const from = row * tileWidth * 4;
          picture.set(
            pixels.subarray(from, from + tileWidth * 4),
            (row * width + index * tileWidth) * 4,
          );
        }
      }
      // sharp costs 50 ms to load and is asked for only now.
      const { default: sharp } = await import('sharp');
      const raw = { width, height: resolution, channels: 4 } as const;
      return sharp(picture, { raw }).removeAlpha().png({ compressionLevel: 9 }).toBuffer();
    },
  };
}
