import { escapeHtml } from './prose/entities.ts';
import type { Resolved } from './resolve.ts';

/** A picture as a page shows it. */
export interface ShownPicture {
  /** Address as the page writes it. */
  href: string;
  /** Widest that it gets, in CSS pixels. */
  width: number | undefined;
}

/** Width of a line of text on a wide screen, in CSS pixels: `--measure` of the styles. */
export const textWidth = 680;

/** The edges of a narrow screen, left and right of a picture that fills it, in CSS pixels. */
const edges = 48;

/** The `sizes` of a picture that gets at most so many CSS pixels wide. */
export const sizesOf = (width: number | undefined): string =>
  width ? `(min-width: ${width + edges}px) ${width}px, 100vw` : '100vw';

/**
 * An author's own `<img>` with the smaller files of its picture around it, for a browser to choose from.
 * One that is loaded when it comes near has its width by then; the others are told it.
 */
export function withSources(img: string, { sources }: Resolved, width: number): string {
  if (!sources) return img;
  const lazy = /\sloading="lazy"/.test(img) ? 'auto, ' : '';
  const files = sources.map(
    ({ type, srcset }) =>
      `<source type="${type}" srcset="${escapeHtml(srcset)}" sizes="${lazy}${sizesOf(width)}">`,
  );
  return `<picture>${files.join('')}${img}</picture>`;
}
