import { requireInteger } from '../errors.ts';
import { type Code, mapLatent, truncate } from '../latent/mapping.ts';
import { noiseKey, normal, normalInteger } from '../latent/noise.ts';
import {
  type Drawn,
  type Latent,
  latentAt,
  nameOf,
  type Panorama,
  sameLatent,
} from '../latent/panorama.ts';
import type { Architecture } from '../model/architecture.ts';
import { withAttributes } from '../model/attributes.ts';
import type { NoiseMode } from '../model/config.ts';
import type { Model } from '../model/weights.ts';
import { anchorsOf, type Columns, columnStep, type Noise, type Strip } from './strip.ts';

/** A tile to compute: number g, from 0 to the right of anchor 0, endless both ways (spec 6). */
export interface TileRequest {
  readonly panorama: Panorama;
  /** With neighbour padding also a place between two: any at which a strip may begin (`columnStep`). */
  readonly tile: number;
  /** Rows of the picture; below R a preview. */
  readonly resolution: number;
}

/** Columns [g R/Gd, (g+1) R/Gd). @throws {AlisError} `range` beyond 2^31 columns, after which noise would repeat */
export function tileColumns(architecture: Architecture, tile: number): Columns {
  const { tileWidth } = architecture;
  const steps = tileWidth / columnStep(architecture);
  const most = 2 ** 31 / tileWidth - 64;
  requireInteger(
    steps > 1 ? `${steps} times a tile` : 'a tile',
    steps * tile,
    -steps * most,
    steps * most,
  );
  return { left: tile * tileWidth, width: tileWidth };
}

/** First and last anchor that a tile depends on. */
export function tileAnchors(
  architecture: Architecture,
  tile: number,
): { first: number; last: number } {
  return anchorsOf(architecture, {
    columns: tileColumns(architecture, tile),
    resolution: architecture.resolution,
  });
}

/** First and last tile that depend on an anchor: what a resample changes (spec 6; a little more with neighbour padding). */
export function anchorTiles(
  architecture: Architecture,
  anchor: number,
): { first: number; last: number } {
  const { tilesPerInterval } = architecture;
  let first = (anchor - 1) * tilesPerInterval;
  let last = (anchor + 1) * tilesPerInterval - 1;
  while (tileAnchors(architecture, first - 1).last >= anchor) first -= 1;
  while (tileAnchors(architecture, last + 1).first <= anchor) last += 1;
  return { first, last };
}

/** Whether a tile shows the same in both panoramas. */
export function sameTile(
  architecture: Architecture,
  a: Panorama,
  b: Panorama,
  tile: number,
): boolean {
  const field = architecture.config.synthesis.noise === 'field';
  if (a.truncation !== b.truncation || (field && a.seed !== b.seed)) return false;
  const { first, last } = tileAnchors(architecture, tile);
  for (let anchor = first; anchor <= last; anchor++) {
    if (!sameLatent(latentAt(a, anchor), latentAt(b, anchor))) return false;
  }
  return true;
}

/** Turns requests into strips. Codes are remembered: at most a few dozen, however far one walks. */
export function stripMaker(model: Model): (request: TileRequest) => Strip {
  const { architecture } = model;
  const codeOf = codeCache(model);
  return ({ panorama, tile, resolution }) => {
    const columns = tileColumns(architecture, tile);
    const { first, last } = anchorsOf(architecture, { columns, resolution });
    const codes: Code[] = [];
    for (let anchor = first; anchor <= last; anchor++) {
      codes.push(codeOf(latentAt(panorama, anchor), panorama.truncation));
    }
    const noise = noiseIn(architecture.config.synthesis.noise, panorama.seed);
    return { columns, firstAnchor: first, codes, noise, resolution };
  };
}

function noiseIn(mode: NoiseMode, seed: number): Noise {
  if (mode === 'field') return { mode, seed };
  return mode === 'const' ? { mode, origin: 0 } : { mode };
}

/** Streams below belong to layers. */
const latentStream = 256;

/** z of a drawn latent. */
export function drawLatent(
  { architecture }: Model,
  { seed, index, revision }: Drawn,
): Float32Array {
  const key = noiseKey(seed, latentStream + revision);
  return Float32Array.from({ length: architecture.config.z_dim }, (_, i) => normal(key, i, index));
}

function codeCache(model: Model): (latent: Latent, truncation: number) => Code {
  const most = 64;
  const known = new Map<string, Code>();
  const given = new WeakMap<Latent, Map<number, Code>>();
  return (latent, truncation) => {
    if (!('seed' in latent)) {
      const codes = given.get(latent) ?? new Map<number, Code>();
      given.set(latent, codes);
      const code =
        codes.get(truncation) ?? truncateAll(model, givenCode(model, latent), truncation);
      codes.set(truncation, code);
      return code;
    }
    const name = `${nameOf(latent)} ${truncation}`;
    const code = known.get(name) ?? askedCode(model, latent, truncation);
    // Set anew, so that the first entry is the one not asked for the longest.
    known.delete(name);
    known.set(name, code);
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return code;
  };
}

/** What is asked for is done last: a night is one whatever the truncation. */
function askedCode(model: Model, latent: Drawn, truncation: number): Code {
  const code = truncate(model, drawnCode(model, latent), truncation);
  const { attributes } = model.architecture;
  return withAttributes(
    code,
    attributes.filter(({ name }) => latent.asked?.includes(name)),
  );
}

function drawnCode(model: Model, latent: Drawn): Code {
  const { z_dim, mapping } = model.architecture.config;
  const key = noiseKey(latent.seed, latentStream + latent.revision);
  const mode = Math.abs(normalInteger(key, z_dim, latent.index)) % mapping.num_modes;
  return mapLatent(model, drawLatent(model, latent), mode);
}

function givenCode(model: Model, latent: { z: Float32Array } | { w: Code }): Code {
  return 'z' in latent ? mapLatent(model, latent.z) : latent.w;
}

/** Truncates one w, or the w of every slot. */
function truncateAll(model: Model, code: Code, psi: number): Code {
  const { w_dim } = model.architecture.config;
  const result = new Float32Array(code.length);
  for (let offset = 0; offset < code.length; offset += w_dim) {
    result.set(truncate(model, code.slice(offset, offset + w_dim), psi), offset);
  }
  return result;
}
