import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { openBackend } from '../alis/backends.ts';
import { AlisError } from '../alis/errors.ts';
import { formatPanorama, type Panorama, resample } from '../alis/panorama.ts';
import { anchorTiles, stripMaker } from '../alis/tiles.ts';
import { type Model, readModel } from '../alis/weights.ts';
import { writeWhole } from '../media/convert.ts';
import { version } from '../version.ts';
import type { SiteFile } from './files.ts';
import type { Progress } from './report.ts';

/** Tiles of a landscape, side by side. */
export interface View {
  weights: SiteFile;
  panorama: Panorama;
  first: number;
  tiles: number;
}

/** What pages show of landscapes before their generators run: computed once, and kept in the cache. */
export interface Posters {
  /** A PNG of these tiles, with every pixel as the generator made it; undefined until it has been rendered. */
  picture: (view: View) => string | undefined;
  /** How strongly each column of a view listens to an anchor, from 0 to 1; undefined until it is known. */
  influence: (view: View, anchor: number) => readonly number[] | undefined;
  /** Renders what was asked for and is not there. Returns what is wrong with weights that could not run. */
  render: (onProgress?: Progress) => Promise<Map<SiteFile, AlisError>>;
}

/** Raised when the same weights begin to give other pixels, or the files here get another form. */
const revision = 1;

/** An anchor's influence is the mean over so many others in its place, in pictures of at most so many rows. */
const trials = 3;
const influenceRows = 32;

type Work = (painter: Painter) => Promise<string | Uint8Array>;

export function posters(cache: string): Posters {
  const wanted = new Map<string, { weights: SiteFile; work: Work }>();

  /** The file for `request`, if the cache has it; otherwise it will be made. */
  function find(request: unknown[], { weights }: View, name: string, work: Work) {
    const key = JSON.stringify([version, revision, weights.hash, ...request]);
    const folder = createHash('sha256').update(key).digest('hex').slice(0, 16);
    const path = join(cache, folder, name);
    if (existsSync(path)) return path;
    wanted.set(path, { weights, work });
    return undefined;
  }

  return {
    picture(view) {
      const { panorama, first, tiles } = view;
      const request = ['picture', formatPanorama(panorama), first, tiles];
      return find(request, view, 'landscape.png', (painter) => pictureOf(view, painter));
    },

    influence(view, anchor) {
      const { panorama, first, tiles } = view;
      const request = ['influence', formatPanorama(panorama), first, tiles, anchor];
      const path = find(request, view, 'influence.json', async (painter) =>
        JSON.stringify(await influenceOf(view, anchor, painter)),
      );
      if (path === undefined) return undefined;
      return z.array(z.number()).parse(JSON.parse(readFileSync(path, 'utf8')));
    },

    async render(onProgress) {
      const broken = new Map<SiteFile, AlisError>();
      const painters = new Map<SiteFile, Painter>();
      let done = 0;
      for (const [path, { weights, work }] of wanted) {
        if (broken.has(weights)) continue;
        try {
          const painter = painters.get(weights) ?? (await openPainter(weights.path));
          painters.set(weights, painter);
          const content = await work(painter);
          await mkdir(dirname(path), { recursive: true });
          await writeWhole(path, content);
        } catch (error) {
          if (!(error instanceof AlisError)) throw error;
          broken.set(weights, error);
        }
        onProgress?.({ task: 'landscapes', done: ++done, total: wanted.size });
      }
      wanted.clear();
      return broken;
    },
  };
}

/** A generator that computes on this thread, every tile once. */
interface Painter {
  model: Model;
  /** [resolution, columns, 4]: a level's picture of the tile. */
  tile(panorama: Panorama, tile: number, resolution: number): Promise<Uint8ClampedArray>;
}

/** @throws {AlisError} if the weights are not right */
async function openPainter(path: string): Promise<Painter> {
  const model = readModel(await readFile(path));
  const { backend } = await openBackend(['wasm', 'reference'], model);
  const strip = stripMaker(model);
  const known = new Map<string, Promise<Uint8ClampedArray>>();
  return {
    model,
    tile(panorama, tile, resolution) {
      const key = `${formatPanorama(panorama)} ${tile} ${resolution}`;
      const pixels = known.get(key) ?? backend.pixels(strip({ panorama, tile, resolution }));
      known.set(key, pixels);
      return pixels;
    },
  };
}

async function pictureOf({ panorama, first, tiles }: View, painter: Painter): Promise<Uint8Array> {
  const { resolution, tileWidth } = painter.model.architecture;
  const width = tiles * tileWidth;
  const picture = new Uint8Array(resolution * width * 4);
  for (let index = 0; index < tiles; index++) {
    const pixels = await painter.tile(panorama, first + index, resolution);
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
}

async function influenceOf(
  { panorama, first, tiles }: View,
  anchor: number,
  painter: Painter,
): Promise<number[]> {
  const { architecture } = painter.model;
  const resolution = Math.min(architecture.resolution, influenceRows);
  const tileWidth = (architecture.tileWidth * resolution) / architecture.resolution;
  const change = new Array<number>(tiles * tileWidth).fill(0);
  const listening = anchorTiles(architecture, anchor);
  let other = panorama;
  for (let trial = 0; trial < trials; trial++) {
    other = resample(other, anchor);
    for (let index = 0; index < tiles; index++) {
      const tile = first + index;
      if (tile < listening.first || tile > listening.last) continue;
      const before = await painter.tile(panorama, tile, resolution);
      const after = await painter.tile(other, tile, resolution);
      for (const [offset, value] of before.entries()) {
        const column = index * tileWidth + (Math.floor(offset / 4) % tileWidth);
        change[column] = (change[column] ?? 0) + Math.abs(value - (after[offset] ?? 0));
      }
    }
  }
  const greatest = Math.max(...change) || 1;
  return change.map((value) => Math.round((value / greatest) * 1000) / 1000);
}
