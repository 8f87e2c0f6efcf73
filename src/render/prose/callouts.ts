import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { z } from 'zod';
import { type CalloutKind, calloutKinds } from '../../content/schema/remarks.ts';
import { ownAttributes, withAttributes } from './attributes.ts';
import { sourceOf } from './markdown-source.ts';

/** What begins a quotation that is a callout: `[!NOTE]`, and a title of its own perhaps. */
const mark = new RegExp(
  String.raw`^\[!(${calloutKinds.join('|')})\](?:[ \t]+([^\n]*))?(?:\n|$)`,
  'i',
);

/** What is noted of a quotation at both its ends. */
const calloutMeta = z.object({ callout: z.enum(calloutKinds), title: z.string() });

const calloutOf = (token: Token | undefined) => calloutMeta.safeParse(token?.meta).data;

/** Quotations that begin with a mark such as `[!NOTE]` become callouts, as on GitHub. */
export function calloutRules(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'callouts', findCallouts);
  const { rules } = markdown.renderer;
  rules.blockquote_open = (tokens, index, options, env, renderer) => {
    const token = tokens[index];
    const callout = calloutOf(token);
    if (!callout) return renderer.renderToken(tokens, index, options);
    const title = callout.title === '' ? '' : markdown.renderInline(callout.title, env);
    const [open] = partsOf(sourceOf(env).callout(callout.callout, title));
    return `${withAttributes(open, ownAttributes(token))}\n`;
  };
  rules.blockquote_close = (tokens, index, options, env, renderer) => {
    const callout = calloutOf(tokens[index]);
    if (!callout) return renderer.renderToken(tokens, index, options);
    const [, close] = partsOf(sourceOf(env).callout(callout.callout, ''));
    return `${close}\n`;
  };
}

/** Stands in a callout for what is in it. Unicode's noncharacters stand in no text. */
export const calloutContent = '\ufdd4';

/** What stands before and behind the content; a page without callouts has quotations. */
function partsOf(html = `<blockquote>${calloutContent}</blockquote>`): [string, string] {
  const [open = '', close = ''] = html.split(calloutContent);
  return [open, close];
}

function findCallouts({ tokens }: StateCore): void {
  for (let index = 0; index < tokens.length; index++) {
    const [open, paragraph, inline] = tokens.slice(index, index + 3);
    if (open?.type !== 'blockquote_open' || paragraph?.type !== 'paragraph_open') continue;
    const [written, kind, title = ''] = mark.exec(inline?.content ?? '') ?? [];
    if (!inline || written === undefined || kind === undefined) continue;
    const meta = { callout: kind.toLowerCase() as CalloutKind, title: title.trim() };
    const close = tokens.find(
      ({ type, level }, at) => at > index && type === 'blockquote_close' && level === open.level,
    );
    open.meta = meta;
    if (close) close.meta = meta;
    inline.content = inline.content.slice(written.length);
    if (inline.content === '') tokens.splice(index + 1, 3);
  }
}
