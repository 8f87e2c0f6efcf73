import { Prose } from '../../content/prose.ts';

/** Titles below which people and institutions are thanked or named, in the languages of the page's own words. */
const title =
  /^(?:\d+\.?\s*)?(?:acknowledge?ments?|acks?|thanks|funding(?: sources?)?|financial support|(?:author )?contributions?(?: of authors)?|about (?:us|the authors?)|(?:the |our )?team|contacts?(?: us)?|danksagung(?:en)?|dank|förderung|finanzierung|kontakt|remerciements?|financements?|contact|agradecimientos?|financiación|contacto|agradecimentos?|financiamento|contato|благодарности|финансирование|контакты|致谢|致謝|鸣谢|鳴謝|资助|联系方式|謝辞|連絡先|감사의 글|감사의 말|사사|연락처|شكر(?: وتقدير)?|تمويل|תודות|מימון)\s*[.:：]?$/iu;

const isThanks = (text: string) => title.test(text.trim());

/** Texts of a page, by their plain words. */
export type TextOf = (prose: Prose | undefined) => string;

export const thanksIn = (prose: Prose | undefined, textOf: TextOf) => isThanks(textOf(prose));

/**
 * A text without headings of thanks and what stands below them, and without paragraphs that begin so. The places of
 * what stays do not move: each letter that goes leaves a space.
 */
export function withoutThanks(prose: Prose): Prose {
  const lines = prose.text.split('\n');
  let below: number | undefined;
  let inParagraph = false;
  const shown = lines.map((line) => {
    const heading = headingIn(line);
    if (heading && (below === undefined || heading.level <= below))
      below = isThanks(heading.text) ? heading.level : undefined;
    if (/^\s*$/.test(line)) inParagraph = false;
    const [, runIn = ''] =
      /^\s*(?:\*\*|__|<b>|<strong>)(.+?)(?:\*\*|__|<\/b>|<\/strong>)/i.exec(line) ?? [];
    if (isThanks(runIn)) inParagraph = true;
    return below !== undefined || inParagraph ? ' '.repeat(line.length) : line;
  });
  const text = shown.join('\n');
  return text === prose.text ? prose : new Prose(text, prose.mode, prose.path);
}

function headingIn(line: string): { level: number; text: string } | undefined {
  const [, marks, text] = /^ {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#*)?[ \t]*$/.exec(line) ?? [];
  if (marks !== undefined && text !== undefined)
    return { level: marks.length, text: withoutMarks(text) };
  const [, level, inner] = /^\s*<h([1-6])\b[^>]*>(.*?)<\/h\1>/i.exec(line) ?? [];
  return level === undefined || inner === undefined
    ? undefined
    : { level: Number(level), text: withoutMarks(inner) };
}

const withoutMarks = (text: string) => text.replaceAll(/<[^>]*>|[*_`]|\{[^}]*\}/g, '');
