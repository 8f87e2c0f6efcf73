import { isMacro, lastBraced, type Node, raw } from './parse.ts';
import { isPicture } from './pictures.ts';
import { layout } from './text-commands.ts';
import { listingOf } from './text-environments.ts';
import type { Surroundings } from './writer.ts';

/** Words that stand beside the pictures and tables of a float, such as a line of labels. */
export function tellWordsBeside(
  content: readonly Node[],
  tables: readonly Node[],
  around: Surroundings,
): void {
  const words = (nodes: readonly Node[]): Node[] =>
    nodes.flatMap((node): Node[] => {
      if (tables.includes(node) || isPicture(node) || listingOf(node) !== undefined) return [];
      if (
        isMacro(
          node,
          'caption',
          'captionof',
          'label',
          'Description',
          'subfloat',
          'subfigure',
          'subcaptionbox',
        )
      )
        return [];
      if (node.type === 'group' || node.type === 'environment') return words(node.content);
      if (isMacro(node)) return layout.has(node.content) ? [] : words(lastBraced(node));
      return node.type === 'string' && /[\p{L}\p{N}]{2}/u.test(node.content) ? [node] : [];
    });
  const [first, ...rest] = words(content);
  if (first === undefined) return;
  const text = [first, ...rest].map((node) => raw(node)).join(' ');
  around.paper.tell(
    first,
    `words beside a picture or table are left out: ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`,
  );
}
