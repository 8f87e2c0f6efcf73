import { literal, marks } from '../text/marked-text.ts';
import { bracketed, type Environment, environmentName, isMacro, type Node, raw } from './parse.ts';
import { arranging } from './text-commands.ts';
import type { Writer } from './writer.ts';

/** Writes an environment that stands in a text; one that no text can hold is told of. */
export function writeEnvironment(node: Environment, writer: Writer): string {
  const name = environmentName(node);
  const { paper } = writer.around;
  if (/^(?:itemize|enumerate|description)\*?$/.test(name))
    return block(list(node.content, name.startsWith('enumerate'), writer), writer);
  const code = listingOf(node);
  if (code !== undefined) return block(listing(code), writer);
  if (/^quot(?:e|ation)$/.test(name))
    return block(writer.paragraphs(node.content).join('\n\n').replaceAll(/^/gm, '> '), writer);
  // In the cell of another table it only breaks lines.
  if (/^tabular[xy*]?$/.test(name) && !node.content.some((each) => raw(each) === '&'))
    return writer.write(node.content);
  if (arranging.has(name)) return writer.write(node.content);
  const theorem = paper.theorems.get(name)?.title ?? (name === 'proof' ? 'Proof' : undefined);
  if (theorem !== undefined) {
    const title = bracketed(node);
    const named = title === undefined ? literal(theorem) : `${theorem} (${writer.write(title)})`;
    return `${marks.paragraph}${marks.strong}${named}.${marks.endStrong} ${writer.write(node.content)}${marks.paragraph}`;
  }
  paper.tell(node, `the environment ${name} is left out`);
  return '';
}

export const listing = (text: string): string =>
  `\`\`\`\n${text.replaceAll(/^\n|\n\s*$/g, '')}\n\`\`\``;

/** What a listing holds, without its options; undefined where a node is none. */
export function listingOf(node: Node): string | undefined {
  const isOne = /^(?:lstlisting|minted|[vV]erbatim)\*?$/.test(environmentName(node));
  if (node.type !== 'verbatim' && !(isOne && node.type === 'environment')) return undefined;
  const text = typeof node.content === 'string' ? node.content : raw(node.content);
  return text.replaceAll(/^\n|\n\s*$/g, '');
}

const block = (markdown: string, { piece }: Writer): string =>
  `${marks.block}${piece(markdown)}${marks.block}`;

function list(content: readonly Node[], counted: boolean, { line, paragraphs }: Writer): string {
  const items = content.filter((node) => isMacro(node, 'item'));
  return items
    .map((item, index) => {
      const name = bracketed(item);
      const head = name === undefined ? '' : `**${line(name)}** `;
      const body = (item.args ?? []).findLast(({ openMark }) => openMark === '')?.content ?? [];
      const mark = counted ? `${index + 1}.` : '-';
      const text = head + paragraphs(body).join('\n\n');
      return `${mark} ${text.replaceAll(/\n(?=.)/g, `\n${' '.repeat(mark.length + 1)}`)}`;
    })
    .join('\n');
}
