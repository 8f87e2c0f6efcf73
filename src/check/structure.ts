import type { Diagnostic } from '../content/diagnostics.ts';
import type { Element } from './html.ts';
import type { SiteText, SiteView } from './site-view.ts';

/** What is wrong with the structure of pages: ids, headings, pictures without words, tags without an end. */
export function structureProblems(view: SiteView, told: readonly Diagnostic[]): Diagnostic[] {
  return view.texts.flatMap((text) => {
    if (!text.html) return [];
    const file = text.page?.page.source.file;
    const ofPage = told.filter((one) => one.file === file);
    const known = new Set(ofPage.map(({ code }) => code));
    return [
      ...duplicateIds(text, view, ofPage),
      ...headings(text, view),
      // What an author wrote in a page was looked at where it stands there.
      ...(known.has('missing-alt') ? [] : picturesWithoutWords(text, view)),
      ...(known.has('unbalanced-tag') ? [] : tags(text, view)),
    ];
  });
}

const elementsOf = ({ html }: SiteText): readonly Element[] => html?.elements ?? [];

function duplicateIds(text: SiteText, view: SiteView, told: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  return elementsOf(text).flatMap(({ attributes: { id }, start }) => {
    if (id === undefined || id === '') return [];
    const isSecond = seen.has(id) && !repeated.has(id);
    seen.add(id);
    if (!isSecond) return [];
    repeated.add(id);
    if (told.some(({ code, message }) => code === 'duplicate-id' && message.includes(`"${id}"`)))
      return [];
    const message = `two elements of the page have the id "${id}"`;
    const hint = 'links lead to the first of them; give the other an id of its own';
    const written = [`id="${id}"`, `id='${id}'`, `id=${id}`];
    return [view.problemAt(text, start, written, { code: 'duplicate-id', message, hint })];
  });
}

function headings(text: SiteText, view: SiteView): Diagnostic[] {
  let last = 0;
  let tops = 0;
  return elementsOf(text).flatMap(({ name, start, text: words }) => {
    const level = Number(/^h([1-6])$/.exec(name)?.[1]);
    if (!level) return [];
    const skips = last > 0 && level > last + 1;
    const message = skips
      ? `a heading of level ${level} follows one of level ${last}: "${words.trim()}"`
      : `this is the second heading of level 1: "${words.trim()}"`;
    const hint = skips
      ? `write <h${last + 1}>, or ${'#'.repeat(last + 1)} in Markdown`
      : 'a page has one title; write <h2>, or ## in Markdown';
    last = level;
    if (!skips && !(level === 1 && ++tops > 1)) return [];
    const written = [`<${name}`, `${'#'.repeat(level)} ${words.trim()}`, words.trim()];
    return [view.problemAt(text, start, written, { code: 'heading-order', message, hint })];
  });
}

function picturesWithoutWords(text: SiteText, view: SiteView): Diagnostic[] {
  return elementsOf(text).flatMap(({ name, attributes, start }) => {
    const isPicture =
      name === 'img' || name === 'area' || (name === 'input' && attributes.type === 'image');
    if (!isPicture || attributes.alt !== undefined) return [];
    const message = `a picture without alt text: ${attributes.src ?? `<${name}>`}`;
    const hint = 'write alt="what the picture shows", or alt="" if it is only an ornament';
    return [
      view.problemAt(text, start, [attributes.src ?? ''], { code: 'missing-alt', message, hint }),
    ];
  });
}

function tags(text: SiteText, view: SiteView): Diagnostic[] {
  const open = elementsOf(text).filter(({ unclosed }) => unclosed);
  return [
    ...open.map(({ name, start }) =>
      view.problemAt(text, start, [sourceAt(text, start)], {
        code: 'unbalanced-tag',
        message: `<${name}> is not closed`,
        hint: `write </${name}> where it ends; <${name}/> does not close it`,
      }),
    ),
    ...(text.html?.stray ?? []).map(({ name, start }) =>
      view.problemAt(text, start, [sourceAt(text, start)], {
        code: 'unbalanced-tag',
        message: `</${name}> ends nothing`,
        hint: `write <${name}> where it begins, or take it out`,
      }),
    ),
  ];
}

/** A tag as it is written. */
const sourceAt = ({ text }: SiteText, start: number) =>
  text.slice(start, text.indexOf('>', start) + 1);
