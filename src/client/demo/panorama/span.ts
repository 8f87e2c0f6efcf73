import type { Geometry } from '../session/session.ts';
import type { Motion } from './motion.ts';

/** Tiles from first to last. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Tiles that are seen, and so much of their neighbours as smoothing takes in. `half` is half of the width, in tiles. */
export function seenTiles(position: number, half: number, { tileWidth }: Geometry): Span {
  const edge = 2 / tileWidth;
  return {
    first: Math.floor(position - half - edge),
    last: Math.floor(position + half + edge),
  };
}

/** Seconds that are looked ahead. */
const ahead = 1;

/** The tiles to ask for: those seen, a frame beside them, and where it is going; nearest to `centre` first. */
export function wantedTiles(
  { position, velocity }: Motion,
  half: number,
  geometry: Geometry,
): Span & { readonly centre: number } {
  const { first, last } = seenTiles(position, half, geometry);
  const { tilesPerFrame } = geometry;
  const most = 2 * Math.ceil(half) + tilesPerFrame;
  const way = Math.max(-most, Math.min(most, velocity * ahead));
  return {
    first: first - tilesPerFrame + Math.floor(Math.min(0, way)),
    last: last + tilesPerFrame + Math.ceil(Math.max(0, way)),
    centre: position + Math.max(-half / 2, Math.min(half / 2, way / 2)),
  };
}

/** Anchors between two positions. */
export function anchorsBetween(from: number, to: number, { tilesPerAnchor }: Geometry): Span {
  return { first: Math.ceil(from / tilesPerAnchor), last: Math.floor(to / tilesPerAnchor) };
}
