import type { Path } from '../content/prose.ts';
import { escapeHtml } from './prose/entities.ts';

/** The attribute that says where an element was written, on pages that are shown while they are written. */
export const placeAttribute = 'data-pagescape-at';

/** Notes on elements of a page where their author wrote them: a path of the page, and an offset in the text there. */
export interface Places {
  /** HTML whose first element says that it was written at a path. */
  on(html: string, path: Path): string;
  /** HTML of which the element around it says so, in whatever template that stands. */
  within(html: string, path: Path): string;
  /** The attribute itself, with a space before it. */
  attribute(path: Path, offset?: number): string;
  /** The whole page, with every element said. */
  finish(html: string): string;
}

/** Unicode's noncharacters stand in no text. */
const [open, close] = ['\ufdd2', '\ufdd3'];
const marks = new RegExp(`${open}\\d*${close}?`, 'g');

/** Text without what `within` has put there. */
export const withoutMarks = (text: string): string =>
  text.includes(open) ? text.replaceAll(marks, '') : text;

/** Says nothing: of pages that are published. */
export const noPlaces: Places = {
  on: (html) => html,
  within: (html) => html,
  attribute: () => '',
  finish: (html) => html,
};

export function placesOfPage(): Places {
  const noted: string[] = [];
  const attribute = (path: Path, offset?: number) => {
    const at = path.join('/') + (offset ? `@${offset}` : '');
    return ` ${placeAttribute}="${escapeHtml(at)}"`;
  };
  return {
    attribute,
    on: (html, path) => html.replace(/<[a-z][^\s/>]*/i, (tag) => tag + attribute(path)),
    within: (html, path) =>
      html === '' ? '' : `${open}${noted.push(attribute(path)) - 1}${close}${html}`,
    finish(html) {
      const inserts = new Map<number, string>([[behindBody(html), attribute([])]]);
      for (const { index, 0: mark } of html.matchAll(marks)) {
        const at = behindName(html, index);
        const said = noted[Number(mark.slice(1, -1))];
        const tag = html.slice(at, html.indexOf('>', at));
        if (at > 0 && said && !inserts.has(at) && !tag.includes(placeAttribute))
          inserts.set(at, said);
      }
      let result = '';
      let from = 0;
      for (const [at, text] of [...inserts].sort(([a], [b]) => a - b)) {
        if (at <= 0) continue;
        result += html.slice(from, at) + text;
        from = at;
      }
      return withoutMarks(result + html.slice(from));
    },
  };
}

function behindBody(html: string): number {
  const at = html.search(/<body[\s>]/i);
  return at < 0 ? 0 : at + '<body'.length;
}

/** Elements without an end. */
const isVoid =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|path|use)$/i;

/** Where an attribute can be written in the tag of the element around a place, or that it stands in; 0 if there is none. */
function behindName(html: string, place: number): number {
  let ended = 0;
  for (let at = html.lastIndexOf('<', place); at >= 0; at = html.lastIndexOf('<', at - 1)) {
    const [tag = '', slash, name = ''] =
      /^<(\/?)([a-z][^\s/>]*)/i.exec(html.slice(at, at + 40)) ?? [];
    if (name === '') continue;
    if (slash) ended++;
    else if (isVoid.test(name) && html.indexOf('>', at) < place) continue;
    else if (ended > 0) ended--;
    else return at + tag.length;
    if (at === 0) break;
  }
  return 0;
}
