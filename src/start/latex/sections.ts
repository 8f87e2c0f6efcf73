import { floatKind } from './labels.ts';
import type { Paper } from './paper.ts';
import { environmentName, isMacro, lastBraced, type Macro, type Node, raw } from './parse.ts';

/** A section of a paper, or what stands before the first one. */
export interface PaperSection {
  heading: Macro | undefined;
  /** By which the paper refers to it. */
  label: string | undefined;
  /** Nodes of its first paragraph, floats left aside. */
  opening: readonly Node[];
  /** Figures and tables of all of it. */
  floats: readonly Node[];
}

/** Sections up to the appendix, which is told of. */
export function sectionsOf(paper: Paper): PaperSection[] {
  const content = flattened(paper.nodes);
  const appendix = content.findIndex((node) => isMacro(node, 'appendix') || isList(node));
  const body = appendix < 0 ? content : content.slice(0, appendix);
  const left = content.slice(body.length).filter((node) => isMacro(node, 'section'));
  if (left.length > 0)
    paper.tell(
      left[0],
      `the appendix is left out: ${left.length === 1 ? '1 section' : `${left.length} sections`}`,
    );
  const starts = body.flatMap((node, index) =>
    isMacro(node, 'section', 'chapter') ? [index] : [],
  );
  const bounds = [0, ...starts, body.length];
  return bounds.slice(0, -1).map((start, index) => {
    const nodes = body.slice(start, bounds[index + 1]);
    const [first, ...rest] = nodes;
    const heading = index > 0 && isMacro(first) ? first : undefined;
    const text = heading === undefined ? nodes : rest;
    const [label] = text.filter((node, at) => isMacro(node, 'label') && at < 4);
    return {
      heading,
      label: isMacro(label) ? raw(lastBraced(label)).trim() : undefined,
      opening: heading === undefined ? [] : openingOf(text.filter((node) => !isFloat(node))),
      floats: text.filter(isFloat),
    };
  });
}

const isList = (node: Node): boolean => environmentName(node) === 'thebibliography';

const isFloat = (node: Node): boolean => floatKind(node) !== undefined || holdsCaption(node);

/** Pictures and tables with a caption that float nowhere. */
function holdsCaption(node: Node): boolean {
  if (node.type !== 'environment' && node.type !== 'group') return false;
  return node.content.some((each) => isMacro(each, 'captionof') || holdsCaption(each));
}

/** Nodes of the document, without what only stands around parts of it. */
function flattened(nodes: readonly Node[]): Node[] {
  const document = nodes.find((node) => environmentName(node) === 'document');
  const inside = document?.type === 'environment' ? document.content : nodes;
  return inside.flatMap((node): Node[] => {
    if (isMacro(node, 'twocolumn', 'teaser'))
      return (node.args ?? []).flatMap(({ content }) => flattened(content));
    const holds =
      (node.type === 'environment' || node.type === 'group') &&
      node.content.some((each) => isMacro(each, 'section'));
    return holds ? flattened(node.content) : [node];
  });
}

/** The first paragraph; with the list or formula that a colon announces. */
function openingOf(nodes: readonly Node[]): readonly Node[] {
  const text = nodes.filter(
    (node) => !isMacro(node, 'label', 'vspace', 'noindent', 'subsection', 'subsubsection'),
  );
  const start = text.findIndex((node) => node.type !== 'whitespace' && node.type !== 'parbreak');
  if (start < 0) return [];
  let end = start;
  for (;;) {
    const next = text.findIndex(
      (node, index) => index > end && (node.type === 'parbreak' || isMacro(node, 'par')),
    );
    if (next < 0) return text.slice(start);
    const announced = /:\s*$/.test(raw(text.slice(Math.max(start, next - 2), next)));
    if (!announced) return text.slice(start, next);
    end = next;
  }
}
