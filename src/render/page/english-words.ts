/** Unicode's noncharacters stand in no text. */
const [open, close] = ['\ufdd4', '\ufdd5'];
const marks = new RegExp(`[${open}${close}]`, 'g');

/** A word of a page that has none in its own language, so that `sayEnglish` knows it. */
export const markEnglish = (word: string): string =>
  /\p{L}/u.test(word) ? open + word + close : word;

const withoutMarks = (text: string) => text.replaceAll(marks, '');

/** Elements whose text is no part of the page. */
const hidden = /<(script|style|title|textarea|option)[\s>][\s\S]*?<\/\1>/g;
const tagWithWords = new RegExp(
  `<([a-z][\\w-]*)(?=[^<>]*${open})(?:[^<>"']|"[^"]*"|'[^']*')*>`,
  'g',
);
/** A word that has an element of its own, in a line. */
const wordAlone = new RegExp(
  `<(span|i|small|a|button)((?:\\s[^<>]*)?)>${open}([^${close}<>]*)${close}</\\1>`,
  'g',
);
const word = new RegExp(`${open}([^${close}]*)${close}`, 'g');

/** A page whose marked words say that they are English, to those who read it out, and run from left to right. */
export function sayEnglish(html: string, direction: 'ltr' | 'rtl'): string {
  if (!html.includes(open)) return html;
  const language = ` lang="en"${direction === 'rtl' ? ' dir="ltr"' : ''}`;
  const said = html
    .replaceAll(hidden, withoutMarks)
    .replaceAll(tagWithWords, (tag, name: string, at: number, all: string) => {
      const isOwn = !/\slang=/.test(tag) && isWordless(all, at + tag.length, name);
      return withoutMarks(isOwn ? tag.replace(/^<[\w-]+/, '$& lang="en"') : tag);
    })
    .replaceAll(wordAlone, (_, name: string, attributes: string, text: string) => {
      const own = /\slang=/.test(attributes) ? '' : language;
      return `<${name}${attributes}${own}>${text}</${name}>`;
    })
    .replaceAll(word, (_, text: string) => `<span${language}>${text}</span>`);
  return withoutMarks(said);
}

/** Whether an element holds no words but marked ones: what language it has matters to nothing else. */
function isWordless(html: string, contentStart: number, name: string): boolean {
  if (/^(?:img|input)$/.test(name)) return true;
  const end = html.indexOf(`</${name}>`, contentStart);
  const content = html.slice(contentStart, Math.max(end, contentStart));
  return !/[\p{L}\p{N}]/u.test(content.replaceAll(word, '').replaceAll(/<[^<>]*>/g, ''));
}
