import type { Geometry } from '../session/session.ts';

/** How the picture moves. */
export interface Motion {
  /** The middle of what is seen, in tiles from anchor 0. A double keeps a millionth of a tile as far as tiles go. */
  readonly position: number;
  /** Tiles a second, to the right. */
  readonly velocity: number;
}

/** Seconds in which a glide keeps 1/e of its velocity. */
const friction = 0.325;

/** Tiles a second below which a glide is over. */
const slowest = 0.02;

/** Time passes. A glide that ends goes exactly as far as one without end. */
export function glide({ position, velocity }: Motion, seconds: number): Motion {
  const next = velocity * Math.exp(-seconds / friction);
  if (Math.abs(next) >= slowest) {
    return { position: position + (velocity - next) * friction, velocity: next };
  }
  return { position: position + velocity * friction, velocity: 0 };
}

/** Lets it glide so many tiles farther. */
export function push({ position, velocity }: Motion, tiles: number): Motion {
  return { position, velocity: velocity + tiles / friction };
}

/** A pointer event of a drag: when it came, and where the picture was. */
export interface PointerSample {
  /** Milliseconds. */
  readonly time: number;
  readonly position: number;
}

/** Tiles a second at which a drag let go: over its last tenth of a second, none after a pause. */
export function releaseVelocity(samples: readonly PointerSample[], now: number): number {
  const recent = samples.filter(({ time }) => now - time <= 100);
  const [first] = recent;
  const last = recent.at(-1);
  if (!first || !last || last.time - first.time < 8) return 0;
  return ((last.position - first.position) / (last.time - first.time)) * 1000;
}

/** Pixels to the right that a wheel asks for: sideways, or with Shift. 0 leaves the event to the page. */
export function wheelPixels(
  wheel: Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'shiftKey' | 'ctrlKey'>,
  width: number,
): number {
  if (wheel.ctrlKey) return 0;
  const { deltaX, deltaY, shiftKey } = wheel;
  const sideways = Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : shiftKey ? deltaY : 0;
  const unit = wheel.deltaMode === 2 ? width : wheel.deltaMode === 1 ? 20 : 1;
  return sideways * unit;
}

/** Tiles to the right that a key asks for; undefined leaves it to the page. */
export function keyTiles(
  key: string,
  { tilesPerFrame, tilesPerAnchor }: Geometry,
): number | undefined {
  const steps: Record<string, number> = {
    ArrowLeft: -tilesPerFrame / 4,
    ArrowRight: tilesPerFrame / 4,
    PageUp: -tilesPerFrame,
    PageDown: tilesPerFrame,
    Home: -tilesPerAnchor,
    End: tilesPerAnchor,
  };
  return steps[key];
}

/** Within the tiles that there are: noise is defined for 2^32 columns. */
export function bounded(position: number, { tileWidth }: Geometry): number {
  const most = Math.floor(2 ** 31 / tileWidth) - 1024;
  return Math.min(most, Math.max(-most, position));
}
