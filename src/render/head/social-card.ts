import type { Reference } from '../../content/prose.ts';
import type { Resolved } from '../resolve.ts';

/** What a card says of a page, where its link is shared. */
export interface CardRequest {
  title: string;
  venue: string;
  authors: readonly string[];
  /** What the page shows first. */
  picture: Reference | undefined;
  /** A colour as CSS writes it. */
  accent: string;
}

/** A picture with these words, or the characters that none of our fonts has. */
export type MakeCard = (request: CardRequest) => Resolved | { lacks: readonly string[] };
