import { Parser } from 'htmlparser2';

/** An element of a built page. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Offset of its tag in the file. */
  readonly start: number;
  readonly parent: Element | undefined;
  /** The text that stands directly in it. */
  text: string;
  /** Whether something else ended it that only its own tag should end. */
  unclosed: boolean;
}

export interface ReadHtml {
  readonly elements: readonly Element[];
  /** End tags that end nothing. */
  readonly stray: readonly { name: string; start: number }[];
}

/** Elements whose end may be left out (HTML, section 13.1.2.4), and those that have none. */
const endMayLack = new Set(
  'html head body p li dt dd rt rp optgroup option colgroup caption thead tbody tfoot tr td th area base br col embed hr img input link meta source track wbr'.split(
    ' ',
  ),
);

/** Reads a page as a browser does, as far as checks of it need to know. */
export function readHtml(html: string): ReadHtml {
  const elements: Element[] = [];
  const stray: { name: string; start: number }[] = [];
  const closed = new Set<number>();
  const unread: [start: number, end: number][] = [];
  let open: Element | undefined;
  let foreign = 0;
  let inMath = 0;

  const parser = new Parser({
    onopentag(name, attributes, implied) {
      const start = parser.startIndex;
      if (implied) stray.push({ name, start });
      const element = { name, attributes, start, parent: open, text: '', unclosed: false };
      elements.push(element);
      open = element;
      if (name === 'svg' || name === 'math') foreign++;
      if (name === 'math') inMath++;
    },
    ontext(text) {
      if (open) open.text += text;
    },
    onclosetag(name, implied) {
      const selfClosed = foreign > 0 && html[parser.endIndex - 1] === '/';
      const mayLack = selfClosed || inMath > 0 || endMayLack.has(name);
      if (open && implied && !mayLack) open.unclosed = true;
      if (!implied) closed.add(parser.startIndex);
      if (isRaw.has(name) && open) unread.push([open.start, parser.startIndex]);
      if (name === 'svg' || name === 'math') foreign--;
      if (name === 'math') inMath--;
      open = open?.parent;
    },
    oncomment() {
      unread.push([parser.startIndex, parser.endIndex]);
    },
  });
  parser.end(html);
  return { elements, stray: [...stray, ...strayEnds(html, closed, unread)] };
}

const isRaw = new Set(['script', 'style', 'textarea', 'title', 'xmp']);

/** The reader passes over end tags that end nothing; all others it has told of. */
function* strayEnds(
  html: string,
  closed: ReadonlySet<number>,
  unread: readonly (readonly [number, number])[],
): Generator<{ name: string; start: number }> {
  for (const { index, 1: name = '' } of html.matchAll(/<\/([a-z][\w:-]*)\s*>/gi)) {
    const isText = unread.some(([start, end]) => index > start && index < end);
    if (closed.has(index) || isText || /^(?:p|br)$/i.test(name)) continue;
    yield { name: name.toLowerCase(), start: index };
  }
}
