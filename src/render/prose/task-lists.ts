import type { MarkdownIt, Renderer, StateCore } from 'markdown-it';

/** Items of a list that begin with `[ ]` or `[x]`, as GitHub has them: boxes that nobody can change. */
export function taskListRules(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'task_lists', markTasks);
}

const box = /^\[([ xX])\][ \t]+(?=\S)/;

function markTasks(state: StateCore): void {
  state.tokens = state.tokens.flatMap((token, index, tokens) => {
    const [item, paragraph] = [tokens[index - 2], tokens[index - 1]];
    const mark = token.type === 'inline' ? box.exec(token.content) : null;
    if (!mark || item?.type !== 'list_item_open' || paragraph?.type !== 'paragraph_open')
      return [token];
    item.attrJoin('class', 'task');
    token.content = token.content.slice(mark[0].length);
    const open = new state.Token('task_open', 'label', 1);
    open.info = mark[1] === ' ' ? '' : ' checked';
    return [open, token, new state.Token('task_close', 'label', -1)];
  });
}

/** A label gives the box a name for those who cannot see it. */
export const taskRules: Renderer['rules'] = {
  task_open: (tokens, index) =>
    `<label><input type="checkbox" disabled${tokens[index]?.info ?? ''}> `,
  task_close: () => '</label>',
};
