/** A frame that begins at any column, as a cut out of pictures that begin where a generator can begin them. */
export interface Cut {
  /** First column that is generated. */
  readonly begin: number;
  /** So many tiles from there on. */
  readonly tiles: number;
  /** Columns of them left of the frame, not shown. */
  readonly skipped: number;
}

/** @param step a picture can begin at multiples of so many columns */
export function cutAt(column: number, step: number, tilesPerFrame: number): Cut {
  const begin = Math.floor(column / step) * step;
  const skipped = column - begin;
  return { begin, tiles: tilesPerFrame + (skipped > 0 ? 1 : 0), skipped };
}

/** Columns of the unshifted frame that the frame `shift` columns to the right sees too. */
export function overlap(shift: number, width: number): { from: number; width: number } {
  return { from: Math.max(0, shift), width: width - Math.abs(shift) };
}

/** Where a key takes a shift that is counted in frames; undefined if it is none of the slider's keys. */
export function shiftAfter(
  key: string,
  shift: number,
  { min, max }: { min: number; max: number },
): number | undefined {
  const steps: Record<string, number> = {
    ArrowRight: 1 / 16,
    ArrowUp: 1 / 16,
    ArrowLeft: -1 / 16,
    ArrowDown: -1 / 16,
    PageUp: 1 / 4,
    PageDown: -1 / 4,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  const size = Math.abs(step);
  const next = Number.isFinite(step) ? Math.round(shift / size) * size + step : step;
  return Math.min(max, Math.max(min, next));
}
