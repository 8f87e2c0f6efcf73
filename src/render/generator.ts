import type { Code } from '../content/diagnostics.ts';
import type { Resolved } from './resolve.ts';

/** A generator that a page may run, and its landscape as it is before it runs. */
export interface Generator {
  name: string;
  /** Address of its weights as the page writes it, and how long they are. */
  weights: string;
  bytes: number;
  parameters: number;
  architecture: GeneratorArchitecture;
  /** What a scene can be asked for; of one group, one at a time. */
  conditions: readonly { group: string; name: string }[];
  /** The landscape in the characters that links carry. */
  landscape: string;
  /** So many tiles side by side, from tile `first` on. */
  picture(first: number, tiles: number): Resolved;
  /**
   * How strongly columns of these tiles, evenly spaced, listen to an anchor: the mean change of their pixels when the anchor
   * is drawn anew, as a share of the greatest.
   */
  influence(anchor: number, first: number, tiles: number): readonly number[];
}

/** Sizes that a script must know before the weights are here. */
export interface GeneratorArchitecture {
  rows: number;
  /** In columns. */
  tileWidth: number;
  tilesPerFrame: number;
  /** Between neighbouring anchors. */
  tilesPerAnchor: number;
}

/** Why a page has no generator, and which of the author's options is the reason. */
export interface GeneratorProblem {
  option?: 'model' | 'landscape';
  code: Code;
  message: string;
  hint?: string;
}

/** Finds the weights that an author names, or those that there are. */
export type FindGenerator = (request: {
  model: string | undefined;
  landscape: string;
}) => Generator | GeneratorProblem;
