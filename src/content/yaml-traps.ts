import {
  COLLECTION_STYLE,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  type Event,
  getScalarValue,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import type { Code } from './diagnostics.ts';
import { foldedStructure } from './yaml-folding.ts';

/** Something to tell an author about YAML, at an offset in it. */
export interface YamlProblem {
  code: Code;
  start: number;
  length?: number;
  message: string;
  hint: string;
}

/** A collection that is being walked. */
interface Frame {
  mapping: boolean;
  flow: boolean;
  /** The key whose value comes next; undefined between pairs. */
  key: ScalarEvent | 'no scalar' | undefined;
  /** The pair before. */
  before: { key: string; value: string } | undefined;
  /** The value of a block's `type`, and its folded `content`, whichever comes first. */
  type: string | undefined;
  folded: ScalarEvent | undefined;
}

/**
 * Finds what is valid YAML and yet read otherwise than its author may think.
 * @returns the problems, and the text with those mended whose meaning is plain; its offsets are those of `text`
 */
export function trapsIn(
  text: string,
  events: readonly Event[],
): { problems: YamlProblem[]; reading: string } {
  const problems: YamlProblem[] = [];
  const literal: number[] = [];
  const frames: Frame[] = [];

  function tellFolded(event: ScalarEvent, what: string): void {
    const start = indicatorOf(text, event);
    if (start === undefined) return;
    literal.push(start);
    const message = `below ">" YAML joins lines, which breaks the ${what}; it is read as below "|"`;
    problems.push({
      code: 'folded-lines',
      start,
      length: 1,
      message,
      hint: 'write | instead of >',
    });
  }

  function leave(frame: Frame): void {
    const { type, folded } = frame;
    if (!folded) return;
    const structure = foldedStructure(text.slice(folded.valueStart, folded.valueEnd), type);
    if (structure) tellFolded(folded, structure);
  }

  function pair(frame: Frame, key: ScalarEvent, value: Event): void {
    const name = getScalarValue(text, key);
    if (value.type !== EVENT_SCALAR) {
      frame.before = undefined;
      return;
    }
    const cut = isEmpty(value) ? cutByComma(text, frame, key, name) : undefined;
    if (cut) problems.push(cut);
    const source = isEmpty(value) ? '' : text.slice(value.valueStart, value.valueEnd);
    if (!cut) frame.before = { key: name, value: source };
    if (name === 'type') frame.type = source;
    if (value.style !== SCALAR_STYLE.FOLDED_BLOCK || name === 'bibtex') return;
    if (name === 'content') frame.folded = value;
    else leave({ ...frame, type: undefined, folded: value });
  }

  function node(event: Event): void {
    if (event.type === EVENT_SCALAR) problems.push(...scalarTraps(text, event));
    const frame = frames.at(-1);
    if (!frame) return;
    if (!frame.mapping) {
      if (event.type === EVENT_SCALAR && event.style === SCALAR_STYLE.FOLDED_BLOCK)
        leave({ ...frame, type: undefined, folded: event });
    } else if (frame.key === undefined) {
      frame.key = event.type === EVENT_SCALAR ? event : 'no scalar';
    } else {
      if (frame.key !== 'no scalar') {
        pair(frame, frame.key, event);
        if (isEmpty(event)) problems.push(...valueAsComment(text, frame.key));
      }
      frame.key = undefined;
    }
  }

  for (const event of events) {
    if (event.type === EVENT_POP) {
      const frame = frames.pop();
      if (frame) leave(frame);
      continue;
    }
    if (event.type !== EVENT_DOCUMENT) node(event);
    if (event.type === EVENT_SCALAR || event.type === EVENT_ALIAS) continue;
    const mapping = event.type === EVENT_MAPPING;
    const flow = mapping && event.style === COLLECTION_STYLE.FLOW;
    frames.push({
      mapping,
      flow,
      key: undefined,
      before: undefined,
      type: undefined,
      folded: undefined,
    });
  }

  let reading = text;
  for (const at of literal) reading = `${reading.slice(0, at)}|${reading.slice(at + 1)}`;
  return { problems, reading };
}

/** Where the `>` stands, in the line above a folded text. */
function indicatorOf(text: string, { valueStart }: ScalarEvent): number | undefined {
  const end = text.lastIndexOf('\n', valueStart - 1);
  const start = text.lastIndexOf('\n', end - 1) + 1;
  const found = />[-+\d]*[ \t]*(?:#.*)?$/.exec(text.slice(start, end))?.index;
  return found === undefined ? undefined : start + found;
}

const isEmpty = (event: Event) => event.type === EVENT_SCALAR && event.valueStart < 0;

/** In `{name: Example, Ada}` the comma ends the name, and `Ada` is a key. */
function cutByComma(
  text: string,
  { flow, before }: Frame,
  key: ScalarEvent,
  name: string,
): YamlProblem | undefined {
  const end = key.valueEnd;
  if (!flow || before === undefined || key.style !== SCALAR_STYLE.PLAIN) return undefined;
  if (/^\s*:/.test(text.slice(end, end + 100))) return undefined;
  const numbers = /^\d+$/.test(before.value + name);
  const [open, close] = numbers ? '[]' : '""';
  const whole = `${before.key}: ${open}${before.value}, ${name}${close}`;
  return {
    code: 'cut-value',
    start: key.valueStart,
    length: end - key.valueStart,
    message: `the comma ends the value of "${before.key}": "${name}" is read as a key without a value`,
    hint: whole.length > 80 ? 'write the whole value in quotes' : `write ${whole}`,
  };
}

const scalarTraps = (text: string, event: ScalarEvent): YamlProblem[] =>
  event.style === SCALAR_STYLE.DOUBLE_QUOTED
    ? swallowedEscapes(text, event)
    : event.style === SCALAR_STYLE.PLAIN && !isEmpty(event)
      ? [...cutByComment(text, event), ...dashesInside(text, event)]
      : [];

/** Commands of LaTeX that begin with an escape of YAML: `\t` is a tab, `\b` a backspace, `\L` a line separator. */
const commandAsEscape =
  /\\(?:\\|(a(?:lpha|pprox)|b(?:ar|egin|eta|ig)|e(?:ll|psilon|quiv|ta)|f(?:orall|rac)|L(?:ambda)|n(?:abla|eq|u)|P(?:hi|i|si)|r(?:ho|ight)|t(?:au|ext|heta|ilde|imes|o)|v(?:ar[a-z]+|ec))(?![a-zA-Z]))/g;

function swallowedEscapes(text: string, { valueStart, valueEnd }: ScalarEvent): YamlProblem[] {
  const commands = text.slice(valueStart, valueEnd).matchAll(commandAsEscape);
  return [...commands].flatMap(({ index, 0: command, 1: name }) => {
    if (name === undefined) return [];
    const message = `in double quotes YAML reads ${command.slice(0, 2)} as a control character, not as the beginning of ${command}`;
    const hint = `write the text in single quotes or below ">-", or \\${command}`;
    const [start, length] = [valueStart + index, command.length];
    return [{ code: 'lost-backslash' as const, start, length, message, hint }];
  });
}

/** A comment that follows without a space after its `#`: `Result #1`. */
const closeComment = /^[ \t]+(#[^\s#].*)/;

/** Words that mean a number, a boolean or nothing: a comment behind them takes nothing away. */
const noText = /^(?:[-+.\d][-+.\de]*(?:px)?|true|false|yes|no|on|off|null|~)$/i;

function cutByComment(text: string, { valueStart, valueEnd }: ScalarEvent): YamlProblem[] {
  const after = closeComment.exec(restOfLine(text, valueEnd));
  if (!after?.[1] || noText.test(text.slice(valueStart, valueEnd))) return [];
  return [comment(after[1], valueEnd + after[0].indexOf('#'))];
}

/** In `title: #1 of all` the title is empty. */
function valueAsComment(text: string, { valueEnd, style }: ScalarEvent): YamlProblem[] {
  const end = style === SCALAR_STYLE.PLAIN ? valueEnd : valueEnd + 1;
  const colon = /^[ \t]*:/.exec(text.slice(end, end + 100))?.[0].length;
  if (colon === undefined) return [];
  const after = closeComment.exec(restOfLine(text, end + colon));
  return after?.[1] ? [comment(after[1], end + colon + after[0].indexOf('#'))] : [];
}

/** Indented dashes do not end the front matter: they are a line of the value above. */
function dashesInside(text: string, { valueStart, valueEnd }: ScalarEvent): YamlProblem[] {
  const found = /\n[ \t]+---(?=[ \t]*(?:\n|$))/.exec(text.slice(valueStart, valueEnd));
  if (!found) return [];
  const start = valueStart + found.index + found[0].length - 3;
  const message = 'these dashes are indented, and so part of the value above';
  const hint = 'write --- at the beginning of the line to end the front matter';
  return [{ code: 'cut-value', start, length: 3, message, hint }];
}

function comment(written: string, start: number): YamlProblem {
  const shown = written.length > 30 ? `${written.slice(0, 30)}…` : written;
  return {
    code: 'cut-value',
    start,
    length: written.length,
    message: `"${shown}" is a comment for YAML, and not part of the value`,
    hint: 'write the whole value in quotes; a comment has a space behind its #',
  };
}

function restOfLine(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? undefined : end);
}
