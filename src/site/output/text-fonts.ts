/** A face of the theme's fonts, as the beginning of its files' names. */
export type Face =
  | 'source-serif'
  | 'source-serif-semibold'
  | 'source-serif-italic'
  | 'source-serif-display'
  | 'source-sans'
  | 'source-sans-semibold'
  | 'source-sans-italic';

/** Elements that set text in another face, or around such. Formulas, the most of many pages, have none of them. */
const tags =
  /<(\/?)(em|i|var|cite|dfn|b|strong|h[1-6]|th|table|figcaption|nav|header|footer|p|button|summary)(?=[\s>])([^>]*)>/g;

const isSans = /^(?:table|figcaption|nav|header|footer|button|summary|h[2-6])$/;
const isItalic = /^(?:em|i|var|cite|dfn)$/;
const isBold = /^(?:b|strong|th|summary|h[2-6])$/;
const sansParagraph =
  /\bclass="[^"]*\b(?:slide-caption|side-label|note|notes|callout-title|panel-caption|tldr|person-role)\b/;
const boldSans =
  /\bclass="(?:[^"]* )?(?:venue|pill|tool|tab|person-name|callout-title|youtube-title)[ "]/;

/**
 * The faces that a browser asks for to set the text of a page, as the styles choose them. The two that the
 * frame of every page is set in are always among them.
 */
export function facesIn(html: string): Set<Face> {
  const font = /^<!doctype html>\s*<html [^>]*data-font="(\w+)"/.exec(html)?.[1];
  if (font === 'own') return new Set();
  const serif = font === 'sans' ? 'source-sans' : 'source-serif';
  const faces = new Set<Face>([serif, 'source-sans']);
  if (boldSans.test(html)) faces.add('source-sans-semibold');
  /** Names of the open elements whose text is sans. */
  const sans: string[] = [];
  for (const [, closing, name = '', attributes = ''] of html.matchAll(tags)) {
    if (closing) {
      if (sans.at(-1) === name) sans.pop();
      continue;
    }
    if (isSans.test(name) || (name === 'p' && sansParagraph.test(attributes))) sans.push(name);
    const family = sans.length > 0 ? 'source-sans' : serif;
    if (name === 'h1') faces.add(font === 'sans' ? 'source-sans-semibold' : 'source-serif-display');
    else if (isItalic.test(name)) faces.add(`${family}-italic`);
    else if (isBold.test(name)) faces.add(`${family}-semibold`);
  }
  return faces;
}
