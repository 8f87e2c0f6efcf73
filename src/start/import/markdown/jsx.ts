import { load } from 'js-yaml';
import type { Edit, MappedText } from '../../text/mapped-text.ts';
import type { Source } from '../source.ts';
import { masked } from './masked.ts';
import { escaped } from './rewrite.ts';

/**
 * MDX as Markdown with elements: imports are looked up, attributes in braces become text (lists and mappings as JSON), comments
 * go.
 */
export function plainMdx(body: Source): Source {
  const without = cut(body.text, /\{\/\*[\s\S]*?\*\/\}|<!--[\s\S]*?-->/g);
  const imports = importsIn(without.text);
  const bare = cut(
    without,
    /^(?:import|export)\s[^\n]*(?:\n(?!\n)[^\n]*)*?(?:;[ \t]*$|["'][ \t]*$)/gm,
  );
  const at = body.with(bare);
  const hidden = masked(bare.text);
  const edits: Edit[] = [];
  for (const { index } of hidden.matchAll(/<[A-Za-z][\w.]*/g)) {
    if (index < (edits.at(-1)?.end ?? 0)) continue;
    edits.push(
      ...attributeEdits(bare.text, index, imports, (offset, message) => at.tell(offset, message)),
    );
  }
  return body.with(bare.edited(edits));
}

const cut = (text: MappedText, form: RegExp): MappedText =>
  text.edited(
    [...masked(text.text).matchAll(form)].map(({ index, 0: all }) => ({
      start: index,
      end: index + all.length,
    })),
  );

/** Files by the names under which a page imports them; `@/` is the folder of sources. */
function importsIn(text: string): Map<string, string> {
  const found = text.matchAll(/^import\s+(\w+)\s+from\s+["']([^"']+)["']/gm);
  return new Map(
    [...found].map(([, name = '', path = '']) => [
      name,
      path.replace(/^@\//, './').replace(/\?\w+$/, ''),
    ]),
  );
}

/** Attributes of one tag whose values stand in braces. */
function attributeEdits(
  text: string,
  from: number,
  imports: ReadonlyMap<string, string>,
  tell: (offset: number, message: string) => void,
): Edit[] {
  const edits: Edit[] = [];
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') break;
    else if (sign === '{') {
      const end = endOfBraces(text, at);
      const written = text.slice(at + 1, end - 1).trim();
      const value = text[at - 1] === '=' ? textOfExpression(written, imports) : '';
      if (value === undefined) tell(at, `{${written.slice(0, 40)}} is left out: it is code`);
      edits.push({
        start: at,
        end,
        replacement: text[at - 1] === '=' ? `"${escaped(value ?? '')}"` : '',
      });
      at = end - 1;
    }
  }
  return edits;
}

function endOfBraces(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quote !== '') {
      if (sign === '\\') at++;
      else if (sign === quote) quote = '';
    } else if (/["'`]/.test(sign)) quote = sign;
    else if (sign === '{') depth++;
    else if (sign === '}' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** The value of a simple expression, as text; undefined where it is code. */
function textOfExpression(
  written: string,
  imports: ReadonlyMap<string, string>,
): string | undefined {
  const path = /^(\w+)(?:\.src)?$/.exec(written)?.[1];
  if (path !== undefined && imports.has(path)) return imports.get(path);
  const template = /^(?:String\.raw)?`((?:[^`$\\]|\\.|\$(?!\{))*)`$/s.exec(written)?.[1];
  if (template !== undefined) return template;
  if (/^(?:true|false|-?[\d.]+)$/.test(written)) return written;
  if (!/^["'[{]/.test(written)) return undefined;
  // Lists and mappings of JavaScript are those of YAML, but for comments.
  const plain = written.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/[^\n]*$|(?<=,)\s*\/\/[^\n]*$/gm, '');
  try {
    const value: unknown = load(plain);
    return typeof value === 'string' ? value : JSON.stringify(value);
  } catch {
    return undefined;
  }
}
