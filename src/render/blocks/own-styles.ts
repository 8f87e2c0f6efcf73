import type { CssNode, List, Selector } from 'css-tree';
import { type Around, type CssContext, cssTree, walkCss } from '../css.ts';
import { applyEdits, type Edit } from '../prose/edits.ts';
import type { Range } from '../prose/pieces.ts';

/** What styles give a name to, and would give it to for the whole page. */
export interface NamesOfStyles {
  classes: ReadonlySet<string>;
  /** Of `@keyframes`. */
  animations: ReadonlySet<string>;
  /** Of `@font-face`. */
  families: ReadonlySet<string>;
}

export interface Renaming extends NamesOfStyles {
  ids: ReadonlySet<string>;
  /** Put before names. */
  prefix: string;
  /** The drawing that selectors are confined to. */
  scope: string;
}

const isKeyframes = ({ atrule }: Pick<Around, 'atrule'>) =>
  /^(?:-\w+-)?keyframes$/i.test(atrule?.name ?? '');

export function namesInStyles(css: string): NamesOfStyles {
  const classes = new Set<string>();
  const animations = new Set<string>();
  const families = new Set<string>();
  if (css.trim() !== '')
    walkCss(css, 'stylesheet', (node, _, around) => {
      if (node.type === 'ClassSelector') classes.add(decoded(node.name));
      if (isPrelude(node, around)) animations.add(nameOf(node));
      const { declaration, atrule } = around;
      if (node.type !== 'Value' || declaration?.property.toLowerCase() !== 'font-family') return;
      if (/^font-face$/i.test(atrule?.name ?? ''))
        for (const { name } of familiesOf(node.children)) families.add(name);
    });
  return { classes, animations, families };
}

/** Whether this is the name of `@keyframes`. */
const isPrelude = (node: CssNode, around: Around) =>
  isKeyframes(around) &&
  !around.rule &&
  !around.declaration &&
  (node.type === 'Identifier' || node.type === 'String');

const nameOf = (node: CssNode): string =>
  node.type === 'Identifier' ? decoded(node.name) : node.type === 'String' ? node.value : '';

/** The parser gives identifiers as they are written. */
const decoded = (name: string) => (name.includes('\\') ? cssTree().ident.decode(name) : name);

/** The families of a value: each is a string, or words up to a comma. */
function familiesOf(children: List<CssNode>): (Range & { name: string })[] {
  const families: (Range & { name: string })[] = [];
  let last: (Range & { name: string }) | undefined;
  for (const node of children.toArray()) {
    const name = nameOf(node);
    if (name === '' || !node.loc) {
      last = undefined;
      continue;
    }
    const { start, end } = node.loc;
    if (last && node.type === 'Identifier') {
      last.name += ` ${name}`;
      last.end = end.offset;
    } else {
      last = { name, start: start.offset, end: end.offset };
      families.push(last);
    }
  }
  return families;
}

/** Styles in which everything that a drawing names is its own, and whose selectors match nothing outside of it. */
export function ownStyles(css: string, context: CssContext, own: Renaming): string {
  const { prefix, ids, classes, animations, families, scope } = own;
  const { ident, string, url } = cssTree();
  const within = `:where([data-drawing="${scope}"], [data-drawing="${scope}"] *)`;
  const edits: Edit[] = [];
  const put = ({ start, end }: Range, text: string) => edits.push({ start, end, text });
  const ownFamilies = (children: List<CssNode>) => {
    for (const { name, ...at } of familiesOf(children))
      if (families.has(name)) put(at, string.encode(prefix + name, true));
  };

  walkCss(css, context, (node, at, around) => {
    const inKeyframes = isKeyframes(around);
    const property = around.declaration?.property.toLowerCase().replace(/^-\w+-/, '') ?? '';
    if (node.type === 'Selector' && !inKeyframes && isOutermost(css, at, around))
      put(scopeAt(node, at), within);
    else if (node.type === 'ClassSelector' && classes.has(decoded(node.name)))
      put(at, `.${ident.encode(prefix + decoded(node.name))}`);
    else if (node.type === 'IdSelector' && ids.has(decoded(node.name)))
      put(at, `#${ident.encode(prefix + decoded(node.name))}`);
    else if (node.type === 'PseudoClassSelector' && node.name === 'root')
      put(at, `[data-drawing="${scope}"]`);
    else if (node.type === 'Url' && node.value.startsWith('#') && ids.has(node.value.slice(1)))
      put(at, url.encode(`#${prefix}${node.value.slice(1)}`));
    else if (isPrelude(node, around) && animations.has(nameOf(node)))
      put(at, ident.encode(prefix + nameOf(node)));
    else if (/^animation(?:-name)?$/.test(property) && animations.has(nameOf(node)))
      put(at, ident.encode(prefix + nameOf(node)));
    else if (node.type === 'Value' && /^font(?:-family)?$/.test(property || 'font'))
      ownFamilies(node.children);
  });
  return applyEdits(css, edits);
}

/** Whether a selector is of a rule that stands in no other, and not an argument of another selector. */
function isOutermost(css: string, at: Range, { rule }: Around): boolean {
  const around = rule?.prelude.loc;
  if (!around || at.start < around.start.offset || at.end > around.end.offset) return false;
  const before = css.slice(around.start.offset, at.start);
  return before.split('(').length === before.split(')').length;
}

const beforeContent = /^(?:before|after|first-line|first-letter)$/;

/** Behind the last element that a selector names, and before what is only a part of it. */
function scopeAt({ children }: Selector, at: Range): Range {
  const parts = children.toArray();
  const last = parts.findLastIndex(({ type }) => type === 'Combinator');
  const part = parts
    .slice(last + 1)
    .find(
      (one) =>
        one.type === 'PseudoElementSelector' ||
        (one.type === 'PseudoClassSelector' && beforeContent.test(one.name)),
    );
  const offset = part?.loc?.start.offset ?? at.end;
  return { start: offset, end: offset };
}
