import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AlisError } from '../../alis/errors.ts';
import { formatPanorama, type Panorama, resample } from '../../alis/latent/panorama.ts';
import { anchorTiles } from '../../alis/tile/tiles.ts';
import { version } from '../../version.ts';
import type { SiteFile } from '../files.ts';
import { writeWhole } from '../media/convert.ts';
import type { Progress } from '../report.ts';
import { openPainter, type Painter } from './painter.ts';

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
const trials = 6;
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
      return find(request, view, 'landscape.png', (painter) => painter.png(panorama, first, tiles));
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
          const painter =
            painters.get(weights) ?? (await openPainter(await readFile(weights.path)));
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

async function influenceOf(
  { panorama, first, tiles }: View,
  anchor: number,
  painter: Painter,
): Promise<number[]> {
  const { architecture } = painter;
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
