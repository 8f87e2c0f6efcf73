import { interactiveBackends } from '../../../alis/backends/backends.ts';
import { createEngine, type Engine } from '../../../alis/engine/engine.ts';
import { type Architecture, tileMultiplications } from '../../../alis/model/architecture.ts';

// A module of its own, which the page's script imports once the demo nears the screen, and which the engine's workers run.

export { columnStep } from '../../../alis/tile/strip.ts';
export { anchorTiles, sameTile } from '../../../alis/tile/tiles.ts';

/**
 * Opens an engine that is quick enough to wander with: on a GPU, or with SIMD instructions.
 * @param named tried first, though it be a GPU in software
 * @throws {AlisError} `file`, `config` or `tensor` for weights that are not right, `backend` if nothing can run them here
 */
export async function openEngine(weights: Uint8Array, named: string | null): Promise<Engine> {
  return createEngine(weights, { backends: await interactiveBackends(named) });
}

/** What encodes films: asked for only by those who make one. */
export const loadFilm = () => import('./film.ts');

/** A preview costs at most this part of a tile. */
const previewShare = 1 / 4;

/**
 * Rows of a tile's preview: the generator up to a lower level is a smaller generator, whose picture is the next level's beginning.
 * The highest level that is cheap, at least 8.
 */
export function previewRows(architecture: Architecture): number {
  const whole = tileMultiplications(architecture);
  const cheap = architecture.levels.filter((_, index, levels) => {
    const below = { ...architecture, levels: levels.slice(0, index + 1) };
    return tileMultiplications(below) <= previewShare * whole;
  });
  return Math.max(8, cheap.at(-1)?.resolution ?? 8);
}
