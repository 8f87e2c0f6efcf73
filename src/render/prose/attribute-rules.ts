import type { Env, MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it';
import { areMeant, attributesAt, type Bearer, type WrittenAttributes } from './attributes.ts';
import { give } from './give-attributes.ts';
import { giveToListing } from './listing-info.ts';
import { sourceOf } from './markdown-source.ts';

/**
 * Attributes in braces: right behind a link, a picture, `code` or [words], at the end of a heading, behind the
 * language of a listing, and in a line of their own right below a block. Elsewhere braces are text.
 */
export function attributeRules(markdown: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote', 'list', 'table'];
  markdown.block.ruler.before('table', 'attributes', lineOfAttributes, { alt });
  markdown.core.ruler.after('block', 'attributes', giveToBlocks);
  markdown.inline.ruler.before('link', 'span', span);
  markdown.inline.ruler.before('link', 'attributes', giveToInline);
}

const inlineBearers: Readonly<Record<string, Bearer>> = {
  image: 'picture',
  code_inline: 'code',
  link_close: 'link',
};

function giveToInline(state: StateInline, silent: boolean): boolean {
  if (silent || state.src[state.pos] !== '{') return false;
  const written = attributesAt(state.src, state.pos);
  if (!written) return false;
  const last = state.pending === '' ? state.tokens.at(-1) : undefined;
  const bearer = last && Object.hasOwn(inlineBearers, last.type) && inlineBearers[last.type];
  const token = bearer === 'link' ? openingOf(state.tokens) : last;
  if (!bearer || !token || !areMeant(written)) {
    if (bearer || areMeant(written)) tellUnattached(written, state.env);
    return false;
  }
  give(token, written, bearer, state.env);
  state.pos += written.source.length;
  return true;
}

function tellUnattached(written: WrittenAttributes, env: Env): void {
  const source = sourceOf(env);
  const offset = source.offsetOfAttributes(written.source);
  const message = `${written.source} is on nothing that has such attributes, and stays as it is`;
  const hint =
    'write it right behind a picture, link or [words], at the end of a heading, or below a block';
  source.tell('bad-attribute', offset, message, hint);
}

/** What the last of the tokens closes. */
function openingOf(tokens: readonly Token[]): Token | undefined {
  const last = tokens.at(-1);
  const type = last?.type.replace(/_close$/, '_open');
  return tokens.findLast((token) => token.type === type && token.level === last?.level);
}

/** `[words]{.class}` */
function span(state: StateInline, silent: boolean): boolean {
  const { src, pos, env, md } = state;
  if (src[pos] !== '[' || src[pos + 1] === '^' || !sourceOf(env).hasSpans) return false;
  const end = md.helpers.parseLinkLabel(state, pos, true);
  if (end < 0) return false;
  const written = attributesAt(src, end + 1);
  const words = src.slice(pos + 1, end);
  if (!written || isDefined(words, state)) return false;
  if (!areMeant(written)) {
    if (!silent) tellUnattached(written, env);
    return false;
  }
  if (!silent) {
    const { posMax } = state;
    state.pos = pos + 1;
    state.posMax = end;
    give(state.push('span_open', 'span', 1), written, 'span', env);
    md.inline.tokenize(state);
    state.push('span_close', 'span', -1);
    state.posMax = posMax;
  }
  state.pos = end + 1 + written.source.length;
  return true;
}

const isDefined = (label: string, { env, md }: StateInline) =>
  env.references !== undefined && Object.hasOwn(env.references, md.utils.normalizeReference(label));

/** A line that holds nothing else, right below a block. */
function lineOfAttributes(
  state: StateBlock,
  startLine: number,
  _: number,
  silent: boolean,
): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  if (state.src[start] !== '{' || startLine === 0 || state.isEmpty(startLine - 1)) return false;
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const line = state.src.slice(start, state.eMarks[startLine]).trimEnd();
  const written = attributesAt(line, 0);
  if (written?.source !== line || !areMeant(written)) return false;
  if (silent) return true;
  const token = state.push('attributes', '', 0);
  token.content = line;
  token.map = [startLine, startLine + 1];
  state.line = startLine + 1;
  return true;
}

const blockBearers: Readonly<Record<string, Bearer>> = {
  paragraph_close: 'block',
  bullet_list_close: 'block',
  ordered_list_close: 'block',
  blockquote_close: 'block',
  table_close: 'block',
  heading_close: 'heading',
  fence: 'listing',
};

function giveToBlocks(state: StateCore): void {
  const kept: Token[] = [];
  for (const token of state.tokens) {
    const before = kept.at(-1);
    if (before?.type === 'heading_open') giveToHeading(before, token, state.env);
    if (token.type === 'fence') giveToListing(token, state.env);
    if (token.type !== 'attributes') {
      kept.push(token);
      continue;
    }
    const written = attributesAt(token.content, 0);
    const bearer = before?.level === token.level ? blockBearers[before.type] : undefined;
    const block = bearer === 'listing' ? before : openingOf(kept);
    if (written && bearer && block) {
      const item = () => kept.findLast(({ type }) => type === 'list_item_open');
      give((block.hidden ? item() : undefined) ?? block, written, bearer, state.env);
    } else kept.push(...paragraphOf(token, state));
  }
  state.tokens = kept;
}

/** Attributes behind the words of a heading. */
function giveToHeading(heading: Token, words: Token, env: Env): void {
  const text = words.content.trimEnd();
  const at = text.lastIndexOf('{');
  const title = text.slice(0, Math.max(0, at));
  const written = attributesAt(text, at);
  if (!written || at + written.source.length < text.length || !areMeant(written)) return;
  if (!/\S\s+$/.test(title)) return;
  give(heading, written, 'heading', env);
  // In `## Words ## {#id}` the heading's end was not seen.
  words.content = title.trimEnd().replace(/\s+#+$/, '');
}

/** A line of attributes below nothing that could have them, as the text that it is then. */
function paragraphOf({ content, map, level }: Token, state: StateCore): Token[] {
  const tokens = [
    new state.Token('paragraph_open', 'p', 1),
    new state.Token('inline', '', 0),
    new state.Token('paragraph_close', 'p', -1),
  ];
  for (const token of tokens) Object.assign(token, { block: true, map, level });
  const [, words] = tokens;
  if (words) Object.assign(words, { content, children: [], level: level + 1 });
  return tokens;
}
