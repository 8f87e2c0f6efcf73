import type { Panorama } from '../../../alis/index.ts';
import { createHeld } from './held.ts';
import { codeOf, type LoadedEngine, type Loader } from './loader.ts';
import type { Geometry } from './markup.ts';
import type { PanoramaEditor } from './panorama-editor.ts';
import type { DrawTile } from './picture.ts';
import type { Store } from './store.ts';
import { distanceFrom, isWanted, type Range, wantedTiles } from './wanted.ts';

/** Has the engine draw what is wanted, and only that. */
export interface Work {
  /** Views want other tiles, or the engine's state has changed. */
  update(): void;
  /** All pictures are computed again; those there are shown until then. */
  redo(): void;
}

interface Needs {
  readonly geometry: Geometry;
  readonly panorama: PanoramaEditor;
  readonly loader: Loader;
  readonly store: Store;
  readonly draw: DrawTile;
  seenRanges(): Range[];
  /** Makes room in the store. */
  trim(): void;
  arrived(tiles: Iterable<number>): void;
}

/** A tile on its way. */
interface Job {
  readonly tile: number;
  readonly kind: 'full' | 'preview';
  readonly panorama: Panorama;
  readonly controller: AbortController;
}

/** A preview is worth more than a whole tile that is less than so many times nearer. */
const previewsAhead = 8;

export function createWork(needs: Needs): Work {
  const { geometry, panorama, loader, store } = needs;
  const jobs = new Map<string, Job>();
  const held = createHeld(store, (tiles) => {
    needs.trim();
    needs.arrived(tiles);
  });

  const update = (): void => {
    const loaded = loader.loaded();
    const ranges = needs.seenRanges();
    for (const job of jobs.values()) {
      if (!loaded || !isWanted(ranges, job.tile)) cancel(job);
    }
    if (!loaded) return;
    const wanted = wantedTiles(ranges);
    held.release(wanted);
    for (const tile of wanted) {
      const stored = store.get(tile);
      if (held.has(tile) || (stored?.kind === 'full' && stored.current)) continue;
      start(loaded, tile, 'full');
      if (!stored) start(loaded, tile, 'preview');
    }
  };

  /** What is not of this panorama any more is marked, or taken back. */
  const compare = (): void => {
    const loaded = loader.loaded();
    const now = panorama.value();
    const isCurrent = (tile: number, shows: Panorama): boolean =>
      shows === now ||
      (loaded?.module.sameTile(loaded.engine.architecture, shows, now, tile) ?? false);
    store.mark(isCurrent);
    held.drop(isCurrent);
    for (const job of jobs.values()) {
      if (!isCurrent(job.tile, job.panorama)) cancel(job);
    }
    update();
  };

  const cancel = (job: Job): void => {
    jobs.delete(nameOf(job));
    job.controller.abort();
  };

  const start = (loaded: LoadedEngine, tile: number, kind: Job['kind']): void => {
    const job = { tile, kind, panorama: panorama.value(), controller: new AbortController() };
    if (jobs.has(nameOf(job))) return;
    jobs.set(nameOf(job), job);
    void run(loaded, job);
  };

  const run = async (loaded: LoadedEngine, job: Job): Promise<void> => {
    const { tile, kind, panorama, controller } = job;
    const distance = (): number => distanceFrom(needs.seenRanges(), tile);
    const preview = kind === 'preview';
    try {
      const picture = await needs.draw(loaded, geometry, panorama, tile, {
        signal: controller.signal,
        priority: preview ? () => distance() / previewsAhead - 1 : distance,
        ...(preview && { resolution: loaded.module.previewRows(loaded.engine.architecture) }),
      });
      if (jobs.get(nameOf(job)) !== job) return picture.close();
      jobs.delete(nameOf(job));
      keep(job, picture);
    } catch (error) {
      if (jobs.get(nameOf(job)) !== job) return;
      jobs.delete(nameOf(job));
      if (codeOf(error) !== 'range') loader.fail(error);
    }
  };

  const keep = ({ tile, kind, panorama }: Job, picture: ImageBitmap): void => {
    const late = jobs.get(nameOf({ tile, kind: 'preview' }));
    if (kind === 'full' && late) cancel(late);
    loader.checkGpu();
    if (kind === 'full' && held.take(tile, { picture, shows: panorama })) {
      held.release(wantedTiles(needs.seenRanges()));
      return;
    }
    store.put(tile, { picture, kind, shows: panorama });
    needs.trim();
    needs.arrived([tile]);
  };

  const redo = (): void => {
    store.markStale();
    needs.arrived(wantedTiles(needs.seenRanges()));
    update();
  };

  panorama.onChange(({ anchor }) => {
    if (anchor !== undefined) held.begin();
    compare();
  });
  loader.onGpuLost(redo);
  loader.onState(({ name }) => {
    if (name === 'ready') compare();
    if (name === 'failed') update();
  });
  return { update, redo };
}

function nameOf({ tile, kind }: Pick<Job, 'tile' | 'kind'>): string {
  return `${tile} ${kind}`;
}
