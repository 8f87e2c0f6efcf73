import { Spelled } from '../content/data.ts';
import { type Path, Prose, Reference } from '../content/prose.ts';
import type { Resolved } from './resolve.ts';
import { isSafe, type SafeHtml } from './templates.ts';

/** An address as templates see it: what became of it, and where the author wrote it. */
export interface ResolvedReference extends Resolved {
  path: Path;
}

/** Shows values of a page to templates. */
export interface ValueRenderer {
  prose(prose: Prose): SafeHtml;
  reference(reference: Reference): ResolvedReference;
}

/**
 * Data of a page as templates see it: prose is HTML, addresses are looked up, everything else stays.
 * It goes by what a value is, never by its key, so that a new type of block needs nothing here. What is
 * a view already stays as it is.
 */
export function viewOf(value: unknown, show: ValueRenderer): unknown {
  if (value instanceof Prose) return show.prose(value);
  if (value instanceof Reference) return show.reference(value);
  if (Array.isArray(value)) return value.map((item) => viewOf(item, show));
  if (typeof value !== 'object' || value === null) return value;
  if (isSafe(value) || value instanceof Spelled) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, viewOf(item, show)]));
}
