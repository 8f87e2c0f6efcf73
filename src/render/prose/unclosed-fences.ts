import type { MarkdownSource } from './markdown-source.ts';

const opening = /^[\s>*+\-\d.)]*?(`{3,}|~{3,})/;

/** Tells of listings without a last line of marks: they go on to the end of what they stand in. */
export function tellUnclosedFences(source: MarkdownSource): void {
  for (const { start, end } of source.code) {
    const block = source.text.slice(start, end);
    const [before = '', marks = ''] = opening.exec(block) ?? [];
    if (marks === '') continue;
    const lines = block.trimEnd().split('\n');
    const closing = new RegExp(String.raw`^[\s>]*${marks[0]}{${marks.length},}[ \t]*$`);
    if (lines.length > 1 && closing.test(lines.at(-1) ?? '')) continue;
    const offset = start + before.length - marks.length;
    const message = `the listing that begins here has no last ${marks}, and goes on to the end`;
    source.tell('unclosed-fence', offset, message, `write ${marks} in a line below the code`);
  }
}
