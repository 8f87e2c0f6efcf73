import { literal, marks } from './marked-text.ts';
import { bracketed, type Environment, environmentName, isMacro, type Node, raw } from './parse.ts';
import { arranging } from './text-commands.ts';
import type { Writer } from './writer.ts';

/** Writes an environment that stands in a text; one that no text can hold is told of. */
export function writeEnvironment(node: Environment, writer: Writer): string {
  const name = environmentName(node);
  const { paper } = writer.around;
  if (/^(?:itemize|enumerate|description)\*?$/.test(name))
    return block(list(node.content, name.startsWith('enumerate'), writer), writer);
  if (/^(?:lstlisting|minted|[vV]erbatim)\*?$/.test(name))
    return block(listing(raw(node.content)), writer);
  if (/^quot(?:e|ation)$/.test(name))
    return block(writer.paragraphs(node.content).join('\n\n').replaceAll(/^/gm, '> '), writer);
  if (arranging.has(name)) return writer.write(node.content);
  const theorem = paper.theorems.get(name) ?? (name === 'proof' ? 'Proof' : undefined);
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
