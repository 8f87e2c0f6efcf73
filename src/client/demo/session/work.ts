import type { Panorama } from '../../../alis/index.ts';
import type { Landscape } from './landscape.ts';
import { codeOf, type Loader, type Opened } from './loader.ts';
import type { Facts } from './markup.ts';
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
  readonly facts: Facts;
  readonly landscape: Landscape;
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
  const { facts, landscape, loader, store } = needs;
  const jobs = new Map<string, Job>();
  let backend: string | undefined;

  const update = (): void => {
    const opened = loader.opened();
    const ranges = needs.seenRanges();
    for (const job of jobs.values()) {
      if (!opened || !isWanted(ranges, job.tile)) cancel(job);
    }
    if (!opened) return;
    for (const tile of wantedTiles(ranges)) {
      const stored = store.get(tile);
      if (stored?.kind === 'full' && stored.current) continue;
      start(opened, tile, 'full');
      if (!stored) start(opened, tile, 'preview');
    }
  };

  /** What is not of this landscape any more is marked, or taken back. */
  const compare = (): void => {
    const opened = loader.opened();
    const now = landscape.value();
    const isCurrent = (tile: number, shows: Panorama): boolean =>
      shows === now ||
      (opened?.module.sameTile(opened.engine.architecture, shows, now, tile) ?? false);
    store.mark(isCurrent);
    for (const job of jobs.values()) {
      if (!isCurrent(job.tile, job.panorama)) cancel(job);
    }
    update();
  };

  const cancel = (job: Job): void => {
    jobs.delete(nameOf(job));
    job.controller.abort();
  };

  const start = (opened: Opened, tile: number, kind: Job['kind']): void => {
    const job = { tile, kind, panorama: landscape.value(), controller: new AbortController() };
    if (jobs.has(nameOf(job))) return;
    jobs.set(nameOf(job), job);
    void run(opened, job);
  };

  const run = async (opened: Opened, job: Job): Promise<void> => {
    const { tile, kind, panorama, controller } = job;
    const distance = (): number => distanceFrom(needs.seenRanges(), tile);
    const preview = kind === 'preview';
    try {
      const picture = await needs.draw(opened, facts, panorama, tile, {
        signal: controller.signal,
        priority: preview ? () => distance() / previewsAhead - 1 : distance,
        ...(preview && { resolution: opened.module.previewRows(opened.engine.architecture) }),
      });
      if (jobs.get(nameOf(job)) !== job) return picture.close();
      jobs.delete(nameOf(job));
      keep(opened, job, picture);
    } catch (error) {
      if (jobs.get(nameOf(job)) !== job) return;
      jobs.delete(nameOf(job));
      if (codeOf(error) !== 'range') loader.fail(error);
    }
  };

  const keep = (opened: Opened, { tile, kind, panorama }: Job, picture: ImageBitmap): void => {
    const late = jobs.get(nameOf({ tile, kind: 'preview' }));
    if (kind === 'full' && late) cancel(late);
    store.put(tile, { picture, kind, shows: panorama });
    needs.trim();
    needs.arrived([tile]);
    const now = opened.engine.stats().backend;
    // What a lost GPU drew may be lost with it.
    if (backend === 'webgpu' && now !== backend) redo();
    backend = now;
  };

  const redo = (): void => {
    store.distrust();
    needs.arrived(wantedTiles(needs.seenRanges()));
    update();
  };

  landscape.onChange(compare);
  loader.onState(({ name }) => {
    if (name === 'ready') {
      backend = loader.opened()?.engine.stats().backend;
      compare();
    }
    if (name === 'failed') update();
  });
  return { update, redo };
}

function nameOf({ tile, kind }: Pick<Job, 'tile' | 'kind'>): string {
  return `${tile} ${kind}`;
}
