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
import { foldedStructure, joinedStructure } from './yaml-folding.ts';
import { scalarTraps, valueAsComment, type YamlProblem } from './yaml-scalars.ts';

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

  function tellJoined({ valueStart: start }: ScalarEvent, source: string): void {
    const structure = joinedStructure(source, undefined);
    if (!structure || structure === 'paragraphs') return;
    const message = `YAML joins these lines, which breaks the ${structure}`;
    const hint = 'write | behind the key, and all lines below it, indented';
    problems.push({ code: 'folded-lines', start, message, hint });
  }

  function leave(frame: Frame): void {
    const { type, folded } = frame;
    if (!folded) return;
    const structure = foldedStructure(text.slice(folded.valueStart, folded.valueEnd), type);
    if (structure && (structure !== 'paragraphs' || type !== undefined))
      tellFolded(folded, structure);
  }

  function pair(frame: Frame, key: ScalarEvent, value: Event): void {
    const { style, valueStart, valueEnd } = key;
    const plain = style === SCALAR_STYLE.PLAIN && valueStart >= 0;
    const name = plain ? text.slice(valueStart, valueEnd) : getScalarValue(text, key);
    if (value.type !== EVENT_SCALAR) {
      frame.before = undefined;
      return;
    }
    const cut = isEmpty(value) ? cutByComma(text, frame, key, name) : undefined;
    if (cut) problems.push(cut);
    const source = isEmpty(value) ? '' : text.slice(value.valueStart, value.valueEnd);
    if (!cut) frame.before = { key: name, value: source };
    if (name === 'type') frame.type = source;
    if (name === 'bibtex') return;
    if (value.style !== SCALAR_STYLE.FOLDED_BLOCK) {
      if (value.style !== SCALAR_STYLE.LITERAL_BLOCK) tellJoined(value, source);
      return;
    }
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
    hint:
      before.value === '' || whole.length > 80
        ? 'write the whole value in quotes'
        : `write ${whole}`,
  };
}
