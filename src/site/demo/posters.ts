import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AlisError } from '../../alis/errors.ts';
import { formatPanorama, type Panorama, resample } from '../../alis/latent/panorama.ts';
import { anchorTiles } from '../../alis/tile/tiles.ts';
import { version } from '../../version.ts';
import type { Cache } from '../cache.ts';
import type { Progress } from '../report.ts';
import { openPosterRenderer, type PosterRenderer } from './poster-renderer.ts';

/** Tiles of a landscape, side by side. */
export interface View {
  weights: { path: string; hash: string };
  panorama: Panorama;
  first: number;
  tiles: number;
}

/** What pages show of landscapes before their generators run: computed once, and kept in the cache. */
export interface Posters {
  /** A PNG of these tiles, with every pixel as the generator made it; undefined until it has been drawn. */
  picture: (view: View) => Uint8Array | undefined;
  /** How strongly each column of a view listens to an anchor, from 0 to 1; undefined until it is known. */
  influence: (view: View, anchor: number) => readonly number[] | undefined;
  /** Draws what was asked for and is not there. */
  draw: (onProgress?: Progress) => Promise<Drawn>;
}

export interface Drawn {
  pictures: Uint8Array[];
  /** What is wrong with weights that could not run, by their path. */
  broken: Map<string, AlisError>;
}

/** Raised when the same weights begin to give other pixels, or the files here get another form. */
const revision = 2;

/** An anchor's influence is the mean over so many others in its place, in pictures of at most so many rows. */
const trials = 6;
const influenceRows = 32;

type Work = (renderer: PosterRenderer) => Promise<Uint8Array>;
type Kind = 'picture' | 'influence';

export function posters(cache: Cache): Posters {
  const drawn = new Map<string, Uint8Array>();
  const wanted = new Map<string, { kind: Kind; path: string; work: Work }>();

  /** What was drawn for `request`, or else will be. */
  function find(
    kind: Kind,
    request: unknown[],
    { weights }: View,
    work: Work,
  ): Uint8Array | undefined {
    const recipe = JSON.stringify([version, revision, weights.hash, kind, ...request]);
    const known = drawn.get(recipe) ?? cache.read(recipe);
    if (known) drawn.set(recipe, known);
    else wanted.set(recipe, { kind, path: weights.path, work });
    return known;
  }

  return {
    picture(view) {
      const { panorama, first, tiles } = view;
      const request = [formatPanorama(panorama), first, tiles];
      return find('picture', request, view, (renderer) => renderer.png(panorama, first, tiles));
    },

    influence(view, anchor) {
      const { panorama, first, tiles } = view;
      const request = [formatPanorama(panorama), first, tiles, anchor];
      const found = find('influence', request, view, async (renderer) =>
        Buffer.from(JSON.stringify(await influenceOf(view, anchor, renderer))),
      );
      return found && z.array(z.number()).parse(JSON.parse(Buffer.from(found).toString()));
    },

    async draw(onProgress) {
      const { broken, pictures }: Drawn = { broken: new Map(), pictures: [] };
      const renderers = new Map<string, PosterRenderer>();
      let done = 0;
      for (const [recipe, { kind, path, work }] of wanted) {
        if (broken.has(path)) continue;
        try {
          const renderer = renderers.get(path) ?? (await openPosterRenderer(await readFile(path)));
          renderers.set(path, renderer);
          const content = await work(renderer);
          cache.keep(recipe, content);
          drawn.set(recipe, content);
          if (kind === 'picture') pictures.push(content);
        } catch (error) {
          if (!(error instanceof AlisError)) throw error;
          broken.set(path, error);
        }
        onProgress?.({ task: 'landscapes', done: ++done, total: wanted.size });
      }
      wanted.clear();
      return { broken, pictures };
    },
  };
}

async function influenceOf(
  { panorama, first, tiles }: View,
  anchor: number,
  renderer: PosterRenderer,
): Promise<number[]> {
  const { architecture } = renderer;
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
      const before = await renderer.tile(panorama, tile, resolution);
      const after = await renderer.tile(other, tile, resolution);
      for (const [offset, value] of before.entries()) {
        const column = index * tileWidth + (Math.floor(offset / 4) % tileWidth);
        change[column] = (change[column] ?? 0) + Math.abs(value - (after[offset] ?? 0));
      }
    }
  }
  const greatest = Math.max(...change) || 1;
  return change.map((value) => Math.round((value / greatest) * 1000) / 1000);
}
