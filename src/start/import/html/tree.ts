import { parseDocument } from 'htmlparser2';

export type HtmlNode = ReturnType<typeof parseDocument>['children'][number];
export type Element = Extract<HtmlNode, { attribs: unknown }>;

/** A page as a tree, whose nodes know where they begin and end in the text. */
export const parseHtml = (text: string): HtmlNode[] =>
  parseDocument(text, { withStartIndices: true, withEndIndices: true }).children;

/** The same of text that may hold components of a framework, whose names have capitals. */
export const parseComponents = (text: string): HtmlNode[] =>
  parseDocument(text, {
    withStartIndices: true,
    withEndIndices: true,
    lowerCaseTags: false,
    lowerCaseAttributeNames: false,
    recognizeSelfClosing: true,
  }).children;

/** More elements inside of each other than this are no page that somebody has written. */
const deepest = 400;

/** Whether elements stand inside of each other as nobody writes them, and as they cannot be read. */
export function isTooDeep(nodes: readonly HtmlNode[]): boolean {
  let level = nodes;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

export const isElement = (node: HtmlNode | undefined): node is Element =>
  node !== undefined && 'attribs' in node;

export const isText = (node: HtmlNode): node is Extract<HtmlNode, { nodeType: 3 }> =>
  node.type === 'text';

export const startOf = (node: HtmlNode): number => node.startIndex ?? 0;

export const attribute = (element: Element, name: string): string =>
  (element.attribs[name] ?? '').trim();

export const classesOf = (element: Element): string[] =>
  attribute(element, 'class').split(/\s+/).filter(Boolean);

/** Whether some class of an element fits. */
export const hasClass = (element: Element, form: RegExp): boolean =>
  classesOf(element).some((name) => form.test(name));

export const isNamed = (node: HtmlNode | undefined, ...names: string[]): node is Element =>
  isElement(node) && names.includes(node.name);

export const childrenOf = (node: HtmlNode): HtmlNode[] =>
  'children' in node ? (node.children as HtmlNode[]) : [];

/** All elements in nodes, in the order in which they are written. */
export const elementsIn = (nodes: readonly HtmlNode[]): Element[] =>
  nodes.flatMap((node) => [...(isElement(node) ? [node] : []), ...elementsIn(childrenOf(node))]);

export const find = (
  nodes: readonly HtmlNode[],
  fits: (element: Element) => boolean,
): Element | undefined => elementsIn(nodes).find(fits);

const unread = new Set(['script', 'style', 'template', 'noscript', 'head', 'title']);

/** What a reader sees, on one line. */
export const textOf = (nodes: readonly HtmlNode[]): string =>
  rawText(nodes).replaceAll(/\s+/g, ' ').trim();

/** The same with the lines of the source. */
export const rawText = (nodes: readonly HtmlNode[]): string =>
  nodes
    .map((node) => {
      if (isText(node)) return node.data;
      if (!isElement(node) || unread.has(node.name)) return '';
      return node.name === 'br' ? '\n' : rawText(childrenOf(node));
    })
    .join('');

export const ancestorsOf = (node: HtmlNode): Element[] => {
  const { parent } = node;
  return parent !== null && isElement(parent as HtmlNode)
    ? [parent as Element, ...ancestorsOf(parent as Element)]
    : [];
};
