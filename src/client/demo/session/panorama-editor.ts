import {
  ask,
  type Latent,
  latentAt,
  type Panorama,
  pin,
  place,
  resample,
  reseed,
  unpin,
  withTruncation,
} from '../../../alis/latent/panorama.ts';
import { createEmitter, type Subscribe } from './emitter.ts';

/** One change of the panorama. */
export interface Change {
  readonly before: Panorama;
  readonly after: Panorama;
  /** The anchor that changed; undefined when all may have: a new seed, truncation, undo, another link. */
  readonly anchor: number | undefined;
}

/** The endless panorama that all parts of the page show: a plain value (`Panorama`), and what may be done to it. */
export interface PanoramaEditor {
  /** The value now. Never changed in place. */
  value(): Panorama;
  /** What stands at anchor m. */
  latent(anchor: number): Latent;
  /** Whether anchor m was resampled, placed or pinned: such anchors stay when the seed changes. */
  isKept(anchor: number): boolean;
  /** Another latent code at anchor m. */
  resample(anchor: number): void;
  /** Keeps the latent code of anchor m whatever the seed. */
  pin(anchor: number): void;
  /** Gives anchor m back to the seed. */
  unpin(anchor: number): void;
  /** Puts a copy of the latent code at `from` onto anchor `to`. */
  copy(from: number, to: number): void;
  /** Puts a latent code there. */
  put(anchor: number, latent: Latent): void;
  /** What anchor m shows is to have these attributes, and no others that were asked for. */
  ask(anchor: number, names: readonly string[]): void;
  /** psi, from 0 to 2, to two decimals, as a link has it; a slider's many changes in a row are one step of `undo`. */
  truncate(truncation: number): void;
  /** Another panorama everywhere but at kept anchors; at random unless a seed is given, an unsigned 32-bit integer. */
  reseed(seed?: number): void;
  /** Shows this one instead. */
  set(panorama: Panorama): void;
  canUndo(): boolean;
  /** Takes the last change back. */
  undo(): void;
  /** Called after each change, once the tiles know of it: `tiles.get` says then which are stale. */
  readonly onChange: Subscribe<Change>;
}

const maxSteps = 100;

/** Changes of the same slider within this many milliseconds are one step. */
const oneStep = 1000;

export function createPanoramaEditor(start: Panorama): PanoramaEditor {
  const changes = createEmitter<Change>();
  const steps: Panorama[] = [];
  let now = start;
  let truncatedAt = Number.NEGATIVE_INFINITY;

  const show = (after: Panorama, anchor?: number): void => {
    const before = now;
    now = after;
    changes.emit({ before, after, anchor });
  };
  const change = (after: Panorama, anchor?: number): void => {
    truncatedAt = Number.NEGATIVE_INFINITY;
    remember();
    show(after, anchor);
  };
  const remember = (): void => {
    steps.push(now);
    if (steps.length > maxSteps) steps.shift();
  };

  return {
    value: () => now,
    latent: (anchor) => latentAt(now, anchor),
    isKept: (anchor) => now.anchors.has(anchor),
    resample: (anchor) => change(resample(now, anchor), anchor),
    pin: (anchor) => change(pin(now, anchor), anchor),
    unpin: (anchor) => change(unpin(now, anchor), anchor),
    copy: (from, to) => change(place(now, to, latentAt(now, from)), to),
    put: (anchor, latent) => change(place(now, anchor, latent), anchor),
    ask: (anchor, names) => change(ask(now, anchor, names), anchor),
    truncate: (truncation) => {
      const time = performance.now();
      if (time - truncatedAt > oneStep) remember();
      truncatedAt = time;
      show(withTruncation(now, Math.round(truncation * 100) / 100));
    },
    reseed: (seed = Math.floor(Math.random() * 2 ** 32)) => change(reseed(now, seed)),
    set: (panorama) => change(panorama),
    canUndo: () => steps.length > 0,
    undo: () => {
      const before = steps.pop();
      if (before) show(before);
    },
    onChange: changes.subscribe,
  };
}
