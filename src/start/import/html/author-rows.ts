import {
  attribute,
  childrenOf,
  classesOf,
  type Element,
  elementsIn,
  type HtmlNode,
  isElement,
  isNamed,
  isText,
  startOf,
  textOf,
} from './tree.ts';

/** What a line among the authors is made of. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  /** Signs above the line, which lead to institutions and notes. */
  | { readonly kind: 'mark'; readonly marks: readonly string[] };

export interface Row {
  readonly tokens: readonly Token[];
  /** The element whose lines these are. */
  readonly group: HtmlNode;
  readonly offset: number;
}

const breaking = /^(?:div|p|li|ul|ol|h[1-6]|section|center|tr|td|table|header|figure)$/;

/** Lines of what stands in nodes, as a reader sees them. */
export function rowsOf(nodes: readonly HtmlNode[], skipped: (node: HtmlNode) => boolean): Row[] {
  const rows: Row[] = [];
  let tokens: Token[] = [];
  let group: HtmlNode | undefined;
  let offset = 0;
  const close = () => {
    if (
      group !== undefined &&
      tokens.some((token) => token.kind !== 'text' || token.text.trim() !== '')
    )
      rows.push({ tokens, group, offset });
    tokens = [];
    group = undefined;
  };
  const add = (token: Token, node: HtmlNode) => {
    if (group === undefined && isText(node) && node.data.trim() === '') return;
    if (group === undefined) offset = startOf(node);
    group ??= (node.parent as HtmlNode | null) ?? node;
    tokens.push(token);
  };
  const read = (node: HtmlNode): void => {
    if (skipped(node)) return;
    if (isText(node)) {
      for (const token of withMarks(node.data)) add(token, node);
      return;
    }
    if (!isElement(node) || /^(?:script|style|svg|button|template)$/.test(node.name)) return;
    if (node.name === 'br') close();
    else if (node.name === 'sup') {
      const marks = marksOf(node);
      if (marks.length > 0) add({ kind: 'mark', marks }, node);
    } else if (
      node.name === 'a' &&
      attribute(node, 'href') !== undefined &&
      textOf([node]) !== ''
    ) {
      const inner = childrenOf(node).filter((each) => !isNamed(each, 'sup'));
      add(
        { kind: 'link', text: textOf(inner).replace(/,$/, ''), href: attribute(node, 'href') },
        node,
      );
      for (const sup of elementsIn(childrenOf(node))) if (sup.name === 'sup') read(sup);
    } else {
      const apart = breaking.test(node.name) && !classesOf(node).includes('author-block');
      if (apart) close();
      childrenOf(node).forEach(read);
      if (apart) close();
      else if (breaking.test(node.name)) add({ kind: 'text', text: ', ' }, node);
    }
  };
  nodes.forEach(read);
  close();
  return rows;
}

const raised = new Map([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].map((sign, digit) => [sign, String(digit)]));

/** Signs in a text that are marks wherever they stand. */
const withMarks = (text: string): Token[] =>
  text
    .split(/([⁰¹²³⁴⁵⁶⁷⁸⁹*∗†‡§¶‖♠♣♦♥]+(?:\s*,\s*[⁰¹²³⁴⁵⁶⁷⁸⁹*∗†‡§¶‖♠♣♦♥]+)*)/)
    .flatMap((part, index): Token[] => {
      if (part === '') return [];
      return index % 2 === 0
        ? [{ kind: 'text', text: part }]
        : [{ kind: 'mark', marks: splitMarks(part) }];
    });

/** `1,2*` is three marks. */
const splitMarks = (text: string): string[] =>
  (
    [...text]
      .map((sign) => raised.get(sign) ?? sign)
      .join('')
      .match(/\d+|\p{L}+|[^\s\p{L}\p{N},;.()]/gu) ?? []
  ).map((mark) => (mark === '∗' ? '*' : mark));

/** The marks of what is raised; icons are marks too. */
function marksOf(element: Element): string[] {
  const icons = elementsIn(childrenOf(element)).flatMap((each) => {
    if (each.name === 'img') return [attribute(each, 'src')];
    return each.name === 'i' && textOf([each]) === '' ? [classesOf(each).join(' ')] : [];
  });
  return [...splitMarks(textOf([element])), ...icons];
}
