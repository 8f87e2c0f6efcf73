import { AlisError, requireInteger } from '../errors.ts';
import type { Code } from './mapping.ts';

/** A latent drawn at random: the same for the same three numbers, whatever the generator. */
export interface Drawn {
  readonly seed: number;
  readonly index: number;
  /** How often it has been drawn anew. */
  readonly revision: number;
  /** Names of attributes that its picture is to have: "night". A generator passes over those that it does not know. */
  readonly asked?: readonly string[];
}

/** What stands at an anchor: drawn, or given by hand as z, w, or one w for every slot. */
export type Latent = Drawn | { readonly z: Float32Array } | { readonly w: Code };

/**
 * An endless panorama: a seed names every anchor to the left and to the right, and a few are replaced. A plain value that
 * travels to workers and into links; changing it makes another.
 */
export interface Panorama {
  readonly seed: number;
  /** psi: 1 leaves anchors as drawn, 0 makes all the mean landscape (spec 2). */
  readonly truncation: number;
  /** Anchors that are not what the seed says. */
  readonly anchors: ReadonlyMap<number, Latent>;
}

const largestSeed = 2 ** 32 - 1;
const largestAnchor = 2 ** 31 - 1;
const largestTruncation = 2;

/** @throws {AlisError} `range` unless seed is an unsigned 32-bit integer and truncation within [0, 2] */
export function createPanorama(seed: number, truncation = 1): Panorama {
  requireInteger('the seed', seed, 0, largestSeed);
  requireTruncation(truncation);
  return { seed, truncation, anchors: new Map() };
}

export function latentAt({ seed, anchors }: Panorama, index: number): Latent {
  requireAnchor(index);
  return anchors.get(index) ?? { seed, index, revision: 0 };
}

/** Another latent at this anchor, the next that the seed has for it, with the attributes that were asked for. */
export function resample(panorama: Panorama, index: number): Panorama {
  const now = latentAt(panorama, index);
  const own = 'seed' in now && now.seed === panorama.seed && now.index === index;
  const revision = own ? now.revision + 1 : 1;
  const asked = 'seed' in now && now.asked ? { asked: now.asked } : {};
  return place(panorama, index, { seed: panorama.seed, index, revision, ...asked });
}

/** The latent at this anchor, with these attributes and no others; one given by hand stays as it is. */
export function ask(panorama: Panorama, index: number, asked: readonly string[]): Panorama {
  const now = latentAt(panorama, index);
  if (!('seed' in now)) return panorama;
  const { asked: _, ...plain } = now;
  return place(panorama, index, asked.length > 0 ? { ...plain, asked } : plain);
}

/** Keeps what stands at this anchor now, also when the panorama is given another seed. */
export function pin(panorama: Panorama, index: number): Panorama {
  return place(panorama, index, latentAt(panorama, index));
}

/** Gives the anchor back to the seed. */
export function unpin(panorama: Panorama, index: number): Panorama {
  requireAnchor(index);
  const anchors = new Map(panorama.anchors);
  anchors.delete(index);
  return { ...panorama, anchors };
}

export function place(panorama: Panorama, index: number, latent: Latent): Panorama {
  requireAnchor(index);
  if ('seed' in latent) requireDrawn(latent);
  return { ...panorama, anchors: new Map(panorama.anchors).set(index, latent) };
}

/** Other landscapes everywhere but at anchors that were replaced or pinned. */
export function reseed(panorama: Panorama, seed: number): Panorama {
  requireInteger('the seed', seed, 0, largestSeed);
  return { ...panorama, seed };
}

export function withTruncation(panorama: Panorama, truncation: number): Panorama {
  requireTruncation(truncation);
  return { ...panorama, truncation };
}

/** Whether two latents are the same one. */
export function sameLatent(a: Latent, b: Latent): boolean {
  if ('seed' in a) {
    return 'seed' in b && nameOf(a) === nameOf(b);
  }
  return 'z' in a ? 'z' in b && a.z === b.z : 'w' in b && a.w === b.w;
}

/**
 * The panorama in a few characters that a link can carry: `7`, `7@0.8`, `7~3.1` (anchor 3, drawn once more), and
 * `7~5=9.-3.0` (at anchor 5 stands what seed 9 has at anchor -3), `7~3.1!night` (and it is to be night there).
 * @throws {AlisError} `address` if an anchor was given by hand
 */
export function formatPanorama({ seed, truncation, anchors }: Panorama): string {
  let text = String(seed);
  if (truncation !== 1) text += `@${truncation}`;
  for (const [index, latent] of [...anchors].sort(([a], [b]) => a - b)) {
    if (!('seed' in latent)) {
      throw new AlisError('address', `anchor ${index} was given by hand and has no short name`);
    }
    const own = latent.seed === seed && latent.index === index;
    text += own
      ? `~${index}.${latent.revision}`
      : `~${index}=${latent.seed}.${latent.index}.${latent.revision}`;
    text += (latent.asked ?? []).map((name) => `!${name}`).join('');
  }
  return text;
}

const address = /^(\d+)(?:@(\d+(?:\.\d+)?))?((?:~[-\d.=]+(?:![a-z-]+)*)*)$/;
const replacement = /^(-?\d+)(?:\.(\d+)|=(\d+)\.(-?\d+)\.(\d+))((?:![a-z-]+)*)$/;

/** @throws {AlisError} `address` for what `formatPanorama` never writes, `range` for numbers out of range */
export function parsePanorama(text: string): Panorama {
  const match = address.exec(text);
  if (!match) throw new AlisError('address', `"${text}" names no panorama`);
  const [, seed, truncation = '1', replacements = ''] = match;
  let panorama = createPanorama(Number(seed), Number(truncation));
  for (const part of replacements.split('~').slice(1)) {
    const found = replacement.exec(part);
    if (!found) throw new AlisError('address', `"${part}" in "${text}" replaces no anchor`);
    const [, index, revision, otherSeed, otherIndex, otherRevision, names = ''] = found;
    const asked = names.split('!').slice(1);
    panorama = place(panorama, Number(index), {
      seed: Number(otherSeed ?? seed),
      index: Number(otherIndex ?? index),
      revision: Number(otherRevision ?? revision),
      ...(asked.length > 0 && { asked }),
    });
  }
  return panorama;
}

/** Tells drawn latents apart. */
export function nameOf({ seed, index, revision, asked = [] }: Drawn): string {
  return [seed, index, revision, ...asked].join(' ');
}

function requireAnchor(index: number): void {
  requireInteger('an anchor', index, -largestAnchor, largestAnchor);
}

function requireDrawn({ seed, index, revision }: Drawn): void {
  requireInteger("a latent's seed", seed, 0, largestSeed);
  requireAnchor(index);
  requireInteger("a latent's revision", revision, 0, largestAnchor);
}

function requireTruncation(truncation: number): void {
  if (!(truncation >= 0 && truncation <= largestTruncation)) {
    throw new AlisError(
      'range',
      `the truncation must be from 0 to ${largestTruncation}, not ${truncation}`,
    );
  }
}
