import type { YAMLException } from 'js-yaml';

/** What is wrong with a text that is not YAML: where the author should write something else. */
export interface Blame {
  offset: number;
  message: string;
  hint: string;
}

interface Line {
  text: string;
  start: number;
}

const keyLine = /^\s*(?:- +)*["']?[\p{L}_][\p{L}\p{N}_ .-]*["']?[ \t]*:(?:\s|$)/u;

/**
 * A parser stumbles where it can go no further, which is often far below the mistake: an open quote, a
 * missing `---`. This finds the place where something should have stood.
 */
export function blame(yaml: string, { reason, mark }: YAMLException): Blame {
  const offset = mark?.position ?? 0;
  const lines = linesOf(yaml);
  const index = Math.max(
    0,
    lines.findLastIndex(({ start }) => start <= offset),
  );
  const above = lines.slice(0, index + 1);
  const line = lines[index] ?? { text: '', start: 0 };
  const told = {
    offset,
    message: `this is not YAML: ${reason}`,
    hint: hintFor(reason, line.text),
  };
  if (/unidentified alias ".*\*"/.test(reason)) return signBeforeText(line) ?? told;
  if (/alias|document begins|tag|escape/.test(reason)) return told;
  return (
    openQuote(lines, index) ??
    openBracket(above, reason) ??
    strayLine(above) ??
    textBehindQuote(line) ??
    missingSpace(above) ??
    colonInside(line) ??
    reservedBeginning(line, offset) ??
    signBeforeText(line) ??
    misplacedKey(lines, index) ??
    told
  );
}

export function linesOf(text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const found = { text: line, start };
    start += line.length + 1;
    return found;
  });
}

/** Where the value of a line begins with a quote: the text from there on. */
const quotedValue = (line: string) =>
  /^\s*(?:- +)*(?:[\p{L}\p{N}_ .-]+:[ \t]+)?(["'].*)$/u.exec(line)?.[1];

const closedQuote = (value: string) =>
  value.startsWith('"') ? /^"(?:[^"\\]|\\.)*"/.exec(value) : /^'(?:[^']|'')*'/.exec(value);

const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0].length ?? 0;

/** A quote that is still open where a line begins that is not indented below it. */
function openQuote(lines: readonly Line[], last: number): Blame | undefined {
  for (const [at, line] of lines.slice(0, last + 1).entries()) {
    const value = quotedValue(line.text);
    if (value === undefined || closedQuote(value)) continue;
    const below = lines.slice(at + 1);
    const indent = indentOf(line.text);
    const end = below.findIndex(({ text }) => text.trim() !== '' && indentOf(text) <= indent);
    const within = below.slice(0, end < 0 ? undefined : end);
    if (closedQuote([value, ...within.map(({ text }) => text)].join('\n'))) continue;
    const nextKey = within.findIndex(({ text }) => keyLine.test(text));
    const own = within.slice(0, nextKey < 0 ? undefined : nextKey);
    const lastLine = own.findLast(({ text }) => text.trim() !== '') ?? line;
    const quote = value.charAt(0);
    const message = `a quote (${quote}) is open and not closed before the next key`;
    const offset = lastLine.start + lastLine.text.trimEnd().length;
    return { offset, message, hint: `write ${quote} at the end of the value` };
  }
  return undefined;
}

function textBehindQuote({ text, start }: Line): Blame | undefined {
  const value = quotedValue(text);
  const closed = value && closedQuote(value)?.[0];
  if (!value || !closed) return undefined;
  const rest = value.slice(closed.length);
  if (/^\s*(?:[,:\]}]|#|$)/.test(rest)) return undefined;
  const quote = value.charAt(0);
  const inside = quote === '"' ? '\\"' : "''";
  return {
    offset: start + text.length - rest.trimStart().length,
    message: `the quote ${quote} is closed, and text follows`,
    hint: `put the whole value in quotes; a ${quote} inside of them is written ${inside}`,
  };
}

/** A line with more brackets opened than closed, above one that is indented less. */
function openBracket(above: readonly Line[], reason: string): Blame | undefined {
  if (!/flow collection|deficient indentation/.test(reason)) return undefined;
  for (const { text, start } of above) {
    const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\s)#.*/g, (part) =>
      '_'.repeat(part.length),
    );
    const opened = [...bare.matchAll(/[[{]/g)].length - [...bare.matchAll(/[\]}]/g)].length;
    const bracket = /:\s+([[{])|^\s*- +([[{])/.exec(bare);
    const open = bracket?.[1] ?? bracket?.[2];
    if (opened <= 0 || !open) continue;
    const close = open === '{' ? '}' : ']';
    const message = `a ${open} opens on this line and is not closed`;
    return { offset: start + text.trimEnd().length, message, hint: `write ${close} at the end` };
  }
  return undefined;
}

/** Text at the beginning of a line that is no key: of a body whose `---` is missing, or not indented. */
export function strayLine(lines: readonly Line[]): Blame | undefined {
  const stray = lines.findIndex(
    ({ text }) => /^[^\s#\-\]}"']/.test(text) && !keyLine.test(text) && !/^[\w-]+:\S/.test(text),
  );
  const dashes = lines.findIndex(
    ({ text }) => /^[ \t]*(?:[–—-][ \t]*){1,}$/.test(text) && text !== '-',
  );
  const at = dashes >= 0 && (stray < 0 || dashes <= stray) ? dashes : stray;
  const line = lines[at];
  if (!line) return undefined;
  if (at === dashes) {
    const message = 'this line does not end the front matter';
    return { offset: line.start, message, hint: 'write --- alone, at the beginning of the line' };
  }
  const last = lines.slice(0, at).findLastIndex(({ text }) => /^[^\s#]|^\s+\S/.test(text));
  const below = lines[last + 1];
  // Behind a blank line or a heading a body begins.
  if (below && below !== line) {
    const message = 'a --- is missing here: the text below is no part of the front matter';
    return { offset: below.start, message, hint: 'write --- where the front matter ends' };
  }
  const message = 'this line is no key: a --- is missing above it, or it must be indented';
  const hint = 'write --- where the front matter ends, or indent the text below its key';
  return { offset: line.start, message, hint };
}

function missingSpace(above: readonly Line[]): Blame | undefined {
  for (const { text, start } of above.toReversed()) {
    const found = /^(\s*(?:- +)?[a-z_]+):([^\s/].*)$/i.exec(text);
    if (!found?.[1]) continue;
    const key = found[1].trim();
    const message = `a space is missing behind ${key}:`;
    return { offset: start + found[1].length, message, hint: `write ${key}: and then the value` };
  }
  return undefined;
}

function colonInside({ text, start }: Line): Blame | undefined {
  const found = /^(\s*(?:- +)*[\w -]+:\s+)([^\s"'|>{[&*!%@`#-].*?):(?:\s|$)/.exec(text);
  if (!found?.[1] || found[2] === undefined) return undefined;
  const value = text.slice(found[1].length).trim();
  const written = `${found[1].trim()} "${value}"`;
  return {
    offset: start + found[1].length + found[2].length,
    message: 'a colon and a space stand inside this value, as behind a key',
    hint:
      /["\\]/.test(value) || written.length > 100 ? 'put the value in quotes' : `write ${written}`,
  };
}

function reservedBeginning({ text, start }: Line, offset: number): Blame | undefined {
  const column = offset - start;
  const character = text.charAt(column);
  if (!/[@`%&*!|>-]/.test(character) || !/(?:^|[:\s-])\s*$/.test(text.slice(0, column)))
    return undefined;
  const message = `a value cannot begin with ${character} unless it stands in quotes`;
  return { offset, message, hint: 'put the whole value in quotes' };
}

/** A sign of YAML's at the beginning of what is meant for text: `*so* it is`, `[a] b`, `> x`. */
function signBeforeText({ text, start }: Line): Blame | undefined {
  const [, before = '', value = ''] =
    /^(\s*(?:- +)*(?:[\p{L}\p{N}_ .-]+:[ \t]+)?)([*&?|>[{].*)$/u.exec(text) ?? [];
  const sign = value.charAt(0);
  if (sign === '') return undefined;
  const hint = 'put the whole value in quotes';
  const bracket = { '[': ']', '{': '}' }[sign];
  if (bracket === undefined) {
    const message = `a value cannot begin with ${sign} unless it stands in quotes`;
    return { offset: start + before.length, message, hint };
  }
  const end = value.lastIndexOf(bracket);
  const rest = value.slice(end + 1);
  if (end < 0 || /^\s*(?:[,:#\]}]|$)/.test(rest)) return undefined;
  const offset = start + text.length - rest.trimStart().length;
  return { offset, message: `the ${bracket} ends the value, and text follows`, hint };
}

/** A key in another column than the one above it, which has a value already. */
function misplacedKey(lines: readonly Line[], index: number): Blame | undefined {
  const line = lines[index];
  const above = lines.slice(0, index).findLast(({ text }) => /^\s*[^\s#]/.test(text));
  if (!line || !above || !keyLine.test(line.text)) return undefined;
  const indent = indentOf(line.text);
  if (indent === indentOf(above.text) || /:\s*$/.test(above.text) || line.text.includes('\t'))
    return undefined;
  const message = 'this key stands in another column than the key above it';
  return { offset: line.start + indent, message, hint: 'begin both in the same column' };
}

function hintFor(reason: string, line: string): string {
  if (/escape/.test(reason))
    return 'write the text in single quotes, where a backslash is a backslash; in double quotes it is \\\\';
  if (/printable|null byte/.test(reason)) return 'delete the character, which no reader sees';
  if (/tab/i.test(reason) || line.includes('\t')) return 'indent with spaces, not with tabs';
  if (/found ','/.test(reason)) return 'write "" where an item of the list is empty';
  if (/alias/.test(reason)) return 'write the value out where its alias (*name) stands';
  if (/mapping|indentation/.test(reason))
    return 'line keys of one level up; quote a value that holds ": " or begins with @ * & ! % { [';
  return 'quote the value, or write it below a ">-" line, indented';
}
