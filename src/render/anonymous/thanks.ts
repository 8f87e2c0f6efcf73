import { type Path, Prose } from '../../content/prose.ts';

/** Titles below which people and institutions are thanked or named, in the languages of the page's own words. */
const title =
  /^(?:\d+\.?\s*)?(?:acknowledge?ments?|acks?|thanks|funding(?: sources?)?|financial support|authors?['’]? contributions?|contribution statement|credit author statement|about (?:us|the authors?)|(?:the |our )?team|contacts?(?: us)?|danksagung(?:en)?|dank|förderung|finanzierung|kontakt|remerciements?|financements?|contact|agradecimientos?|financiación|contacto|agradecimentos?|financiamento|contato|благодарности|финансирование|контакты|致谢|致謝|鸣谢|鳴謝|资助|联系方式|謝辞|連絡先|감사의 글|감사의 말|사사|연락처|شكر(?: وتقدير)?|تمويل|תודות|מימון)\s*[.:：]?$/iu;

const isThanks = (text: string) => title.test(text.trim());

/** What hides thanks of a page, and is told of each. */
export interface Hiding {
  /** Plain words of a text. */
  textOf(prose: Prose | undefined): string;
  told(title: string, path: Path, offset?: number): void;
}

/** Whether a title is one of thanks: what stands below it is to be hidden. */
export function hides(prose: Prose | undefined, { textOf, told }: Hiding): boolean {
  const text = textOf(prose);
  if (!prose || !isThanks(text)) return false;
  told(text, prose.path);
  return true;
}

/**
 * A text without headings of thanks and what stands below them, and without paragraphs that begin so. The places of
 * what stays do not move: each letter that goes leaves a space.
 */
export function withoutThanks(prose: Prose, { told }: Hiding): Prose {
  const lines = prose.text.split('\n');
  let below: number | undefined;
  let inParagraph = false;
  let offset = 0;
  const shown = lines.map((line, index) => {
    const start = offset;
    offset += line.length + 1;
    const heading = headingIn(line, lines[index + 1]);
    if (heading && (below === undefined || heading.level <= below)) {
      below = isThanks(heading.text) ? heading.level : undefined;
      if (below !== undefined) told(heading.text, prose.path, start);
    }
    if (/^\s*$/.test(line)) inParagraph = false;
    const runIn = runInOf(line);
    if (below === undefined && isThanks(runIn)) {
      inParagraph = true;
      told(runIn, prose.path, start);
    }
    return below !== undefined || inParagraph ? ' '.repeat(line.length) : line;
  });
  const text = shown.join('\n');
  return text === prose.text ? prose : new Prose(text, prose.mode, prose.path);
}

/** Bold words that begin a paragraph and are parted from it, as by a full stop. */
function runInOf(line: string): string {
  const form = /^\s*(?:\*\*|__|<b>|<strong>)(.+?)(?:\*\*|__|<\/b>|<\/strong>)\s*([.:：]?)/i;
  const [, words = '', mark = ''] = form.exec(line) ?? [];
  const isParted = mark !== '' || /[.:：]$/.test(words) || /^acknowledge?ments?$/i.test(words);
  return isParted ? words : '';
}

/** @param next line, which may underline a heading */
function headingIn(line: string, next = ''): { level: number; text: string } | undefined {
  const [, marks, text] = /^ {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#*)?[ \t]*$/.exec(line) ?? [];
  if (marks !== undefined && text !== undefined)
    return { level: marks.length, text: withoutMarks(text) };
  if (/^ {0,3}(?:=+|-+)[ \t]*$/.test(next) && /\S/.test(line))
    return { level: next.includes('=') ? 1 : 2, text: withoutMarks(line).trim() };
  const [, level, inner] = /^\s*<h([1-6])\b[^>]*>(.*?)<\/h\1>/i.exec(line) ?? [];
  return level === undefined || inner === undefined
    ? undefined
    : { level: Number(level), text: withoutMarks(inner) };
}

const withoutMarks = (text: string) => text.replaceAll(/<[^>]*>|[*_`]|\{[^}]*\}/g, '');
