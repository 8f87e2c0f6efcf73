import type { MarkdownIt, StateCore } from 'markdown-it';
import { sourceOf } from './markdown-source.ts';

/** Tells of Markdown in blocks of HTML, where it is text: no blank line parts the two. */
export function htmlBlockRules(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'html_blocks', tellMarkdown);
}

const marked =
  /(?<![*\w\\])\*\*(?=[^\s*])[^*\n]{1,300}(?<=[^\s*])\*\*(?![*\w])|(?<![\w\]])\[[^[\]\n]{1,300}\]\((?:https?:\/\/|\.{0,2}\/|#)[^()\s]{1,1000}\)/g;

function tellMarkdown({ tokens, env }: StateCore): void {
  for (const { type, content } of tokens) {
    if (type !== 'html_block') continue;
    const source = sourceOf(env);
    for (const [found] of content.matchAll(marked)) {
      const written = source.placeholders.restoreSource(found);
      const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written;
      const message = `${shown} stands inside of HTML, and stays as it is`;
      const hint =
        'part it from the tags by a blank line before and behind it, or write HTML there';
      source.tell('foreign-syntax', Math.max(0, source.text.indexOf(written)), message, hint);
    }
  }
}
