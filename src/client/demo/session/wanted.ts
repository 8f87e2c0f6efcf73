/** The tiles that one view wants: first to last, nearest to `centre` first. */
export interface Range {
  readonly first: number;
  readonly last: number;
  readonly centre: number;
}

/** How far a tile is from what is seen, for the nearest of some views; 0 inside of the tile that is in the middle. */
export function distanceFrom(ranges: Iterable<Range>, tile: number): number {
  let distance = Number.POSITIVE_INFINITY;
  for (const { centre } of ranges) {
    distance = Math.min(distance, Math.max(0, Math.abs(tile + 0.5 - centre) - 0.5));
  }
  return distance;
}

export function isWanted(ranges: Iterable<Range>, tile: number): boolean {
  for (const { first, last } of ranges) {
    if (first <= tile && tile <= last) return true;
  }
  return false;
}

/** Every tile that some view wants, once. */
export function wantedTiles(ranges: Iterable<Range>): Set<number> {
  const tiles = new Set<number>();
  for (const { first, last } of ranges) {
    for (let tile = first; tile <= last; tile++) tiles.add(tile);
  }
  return tiles;
}
