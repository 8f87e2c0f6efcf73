/**
 * Text on its way from LaTeX or HTML to Markdown. What its characters mean to Markdown depends on those beside them, which are
 * known at the end alone; until then, signs for private use stand for what is not text.
 */
export const marks = {
  strong: '\ue010',
  endStrong: '\ue011',
  emphasis: '\ue012',
  endEmphasis: '\ue013',
  /** A blank line of LaTeX. */
  paragraph: '\ue014',
  /** The border of a list or listing, inside of a paragraph of LaTeX. */
  block: '\ue015',
  /** The end of a line of Markdown. */
  line: '\ue018',
  /** A space, unless punctuation follows; a full stop, unless one follows. */
  spaceBeforeWord: '\ue016',
  onlyStop: '\ue017',
  /** The number of a piece of Markdown stands between these. */
  piece: '\ue020',
  endPiece: '\ue021',
} as const;

/** Signs that mean something to Markdown or to a page, each with the one that stands for it as text. */
const signs = '\\*_`<>[]$&~{#^';
const firstSign = 0xe040;
const asText = new Map([...signs].map((sign, i) => [sign, String.fromCharCode(firstSign + i)]));

/** A text whose characters are text, whatever they look like. */
export const literal = (text: string): string =>
  text.replaceAll(/[\\*_`<>[\]$&~{#^]/g, (sign) => asText.get(sign) ?? sign);

/** As {@link literal}, but for the ligatures of TeX: dashes and quotation marks. */
export const ligated = (text: string): string =>
  text
    .split('`')
    .map((part) => literal(part).replaceAll('\ue04a', '\u00a0'))
    .join('`');

/** What becomes of spaces, dashes and quotation marks. */
export type Setting = (marked: string) => string;

/** The paragraphs of a marked text, as Markdown. Pieces are put in last, as they are. */
export function toMarkdown(
  marked: string,
  pieces: readonly string[],
  set: Setting = typeset,
): string[] {
  return set(marked)
    .split(marks.paragraph)
    .map((paragraph) => toBlocks(paragraph, pieces))
    .filter((paragraph) => paragraph !== '');
}

const elements: readonly (readonly [string, string])[] = [
  [marks.strong, '<strong>'],
  [marks.endStrong, '</strong>'],
  [marks.emphasis, '<em>'],
  [marks.endEmphasis, '</em>'],
  ['\ue044', '&lt;'],
  ['\ue045', '&gt;'],
  ['\ue049', '&amp;'],
  ['\ue048', '\\$'],
  ['\u00a0', '&nbsp;'],
];

/** The same as HTML of one line. */
export function toHtml(marked: string, pieces: readonly string[], set: Setting = typeset): string {
  const text = elements.reduce(
    (html, [mark, written]) => html.replaceAll(mark, written),
    set(marked),
  );
  return withPieces(
    text.replaceAll(/[\ue014\ue015\ue018]/g, ' ').replaceAll(/[\ue040-\ue04d]/g, signOf),
    pieces.map(pieceAsHtml),
  ).trim();
}

/** Links and code of a line. */
const pieceAsHtml = (piece: string): string =>
  /^\\[([]|^\\begin/.test(piece)
    ? piece
    : piece
        .replaceAll(/\[([^[\]]*)\]\((?:<([^<>]*)>|([^()\s]*))\)/g, '<a href="$2$3">$1</a>')
        .replace(/^<([a-z][a-z\d+.-]*:[^<>\s]+)>$/i, '<a href="$1">$1</a>')
        .replace(/^`([^`]*)`$/, '<code>$1</code>');

const signOf = (mark: string): string => signs[mark.charCodeAt(0) - firstSign] ?? mark;

/** The same as text alone, on one line: a name, of which nothing is markup. */
export const toPlain = (
  marked: string,
  pieces: readonly string[],
  set: Setting = typeset,
): string =>
  withPieces(set(marked), pieces)
    .replaceAll(/<br>|[\ue014\ue015\ue018]/g, ' ')
    .replaceAll(/<\/?(?:u|s|sup|sub)>|[\ue010-\ue013]/g, '')
    .replaceAll(/[\ue040-\ue04d]/g, signOf)
    .replaceAll(/\s+/g, ' ')
    .trim();

/** Lines and tabs are spaces, as in HTML; all else stays. */
export const asWritten: Setting = (marked) => marked.replaceAll(/[ \t\n\f]+/g, ' ');

/** Spaces, dashes and quotation marks as TeX sets them. */
const typeset = (marked: string): string =>
  marked
    .replaceAll(/\ue016(?=[^\s\u00a0.,:;!?/'")\-\]\ue011\ue013-\ue015\ue018\ue047])/g, ' ')
    .replaceAll('\ue016', '')
    .replaceAll(/\ue017(?!\.)/g, '.')
    .replaceAll('\ue017', '')
    .replaceAll(/[ \t\n]+/g, ' ')
    .replaceAll('---', '—')
    .replaceAll('--', '–')
    .replaceAll(/``/g, '“')
    .replaceAll(/''/g, '”')
    .replaceAll('`', '‘')
    .replaceAll("'", '’');

function toBlocks(paragraph: string, pieces: readonly string[]): string {
  return paragraph
    .split(marks.block)
    .map((block) => withPieces(withSigns(tidy(withEmphasis(block.trim()))), pieces).trim())
    .filter((block) => block !== '')
    .join('\n\n');
}

const tidy = (text: string): string =>
  text
    .replaceAll(/ *(?:\ue018 *)+/g, '\n')
    .replaceAll(/ {2,}/g, ' ')
    .trim();

const withPieces = (text: string, pieces: readonly string[]): string =>
  text.replaceAll(/\ue020(\d+)\ue021/g, (_, index: string) => pieces[Number(index)] ?? '');

const innermost = /(?:\ue010([^\ue010-\ue013]*)\ue011|\ue012([^\ue010-\ue013]*)\ue013)/;

/** Stars where CommonMark takes them for what they are, by the characters beside them; elements elsewhere. */
function withEmphasis(text: string): string {
  for (let rest = text; ; ) {
    const found = innermost.exec(rest);
    // A mark without its other half crosses the border of a block.
    if (!found) return rest.replaceAll(/[\ue010-\ue013]/g, '');
    const [whole, strong, emphasized = ''] = found;
    const before = rest.slice(0, found.index);
    const after = rest.slice(found.index + whole.length);
    rest = before + emphasize(strong ?? emphasized, strong !== undefined, before, after) + after;
  }
}

const wordy = /[\p{L}\p{N}]/u;

function emphasize(inner: string, strong: boolean, before: string, after: string): string {
  const [, space = '', words = '', behind = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inner) ?? [];
  if (words === '') return space + behind;
  const starts = wordy.test(words[0] ?? '');
  const ends = wordy.test(words.at(-1) ?? '');
  const open = space !== '' || before === '' || /\s$/.test(before);
  const close = behind !== '' || after === '' || /^[\s.,:;!?)]/.test(after);
  const adjoins = /[*\ue010-\ue013]$/.test(before) || /^[*\ue010-\ue013]/.test(after);
  if (!adjoins && (starts || open) && (ends || close) && !/^\*|\*$/.test(words)) {
    const stars = strong ? '**' : '*';
    return `${space}${stars}${words}${stars}${behind}`;
  }
  const element = strong ? 'strong' : 'em';
  return `${space}<${element}>${words}</${element}>${behind}`;
}

/** Each sign of a text as Markdown needs it to be just that. */
function withSigns(text: string): string {
  const signAt = (index: number) => {
    const code = text.charCodeAt(index) - firstSign;
    return signs[code] ?? text[index] ?? '';
  };
  const escaped = text.replaceAll(/[\ue040-\ue04d]/g, (_, index: number) => {
    const [before, sign, next] = [signAt(index - 1), signAt(index), signAt(index + 1)];
    switch (sign) {
      case '_':
        return wordy.test(before) && wordy.test(next) ? '_' : '\\_';
      case '<':
        return /[a-zA-Z/!?]/.test(next) ? '&lt;' : '<';
      case '>':
        return text.slice(0, index).trim() === '' ? '&gt;' : '>';
      case '[':
        return beginsLink(text, index) ? '&#91;' : '[';
      case ']':
        return ']';
      case '&':
        return /^#?\w+;/.test(text.slice(index + 1).replace(/^\ue04c/, '#')) ? '&amp;' : '&';
      case '~':
        return before === '~' || next === '~' ? '\\~' : '~';
      case '#':
        return text.slice(0, index).trim() === '' ? '\\#' : '#';
      case '^':
        return next === '[' ? '\\^' : '^';
      default:
        return `\\${sign}`;
    }
  });
  return escaped
    .replaceAll('\u00a0', '&nbsp;')
    .replace(/^([-+])(?=\s)/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s)/, '$1\\$2');
}

/** Whether Markdown could take a bracket for the beginning of a link, a note or its definition. */
function beginsLink(text: string, index: number): boolean {
  if (/^[\ue04d@]/.test(text.slice(index + 1))) return true;
  const end = text.indexOf('\ue047', index);
  return end >= 0 && /^[(:\ue020\ue046\ue04b]/.test(text.slice(end + 1));
}
