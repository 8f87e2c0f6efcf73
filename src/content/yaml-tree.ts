import {
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import type { Path } from './prose.ts';

/** Where the values of a YAML document stand in its text; offsets count characters from its start. */
export type YamlNode =
  | { kind: 'scalar'; start: number; event?: ScalarEvent }
  | { kind: 'sequence'; start: number; items: YamlNode[] }
  | { kind: 'mapping'; start: number; entries: Map<string, Entry> };

interface Entry {
  keyStart: number;
  keyLength: number | undefined;
  value: YamlNode;
}

/**
 * The places of a document's values.
 * @param onDuplicate told of keys that a mapping already has
 */
export function readTree(
  text: string,
  events: readonly Event[],
  onDuplicate: (key: string, start: number) => void = () => {},
): YamlNode | undefined {
  const anchors = new Map<string, YamlNode>();
  let next = 0;

  function named(event: { anchorStart: number; anchorEnd: number }, node: YamlNode): YamlNode {
    if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
    return node;
  }

  function node(before: number): YamlNode | undefined {
    const event = events[next++];
    switch (event?.type) {
      case EVENT_SCALAR: {
        // The text of a block scalar begins with its indentation.
        const start =
          event.valueStart < 0 ? before : skipSpace(text, event.valueStart, event.valueEnd, false);
        return named(event, { kind: 'scalar', start, event });
      }
      case EVENT_ALIAS: {
        const target = anchors.get(text.slice(event.anchorStart, event.anchorEnd));
        const start = event.anchorStart - 1;
        return target ? { ...target, start } : { kind: 'scalar', start };
      }
      case EVENT_SEQUENCE: {
        const items: YamlNode[] = [];
        const sequence = named(event, { kind: 'sequence', start: event.start, items });
        for (let item = node(event.start); item; item = node(item.start)) items.push(item);
        return sequence;
      }
      case EVENT_MAPPING: {
        const entries = new Map<string, Entry>();
        const mapping = named(event, { kind: 'mapping', start: event.start, entries });
        for (let key = node(event.start); key; key = node(key.start)) {
          const value = node(key.start);
          if (!value) break;
          const name = key.kind === 'scalar' && key.event ? getScalarValue(text, key.event) : '';
          if (entries.has(name) && name !== '<<') onDuplicate(name, key.start);
          entries.set(name, { keyStart: key.start, keyLength: lengthOf(text, key), value });
        }
        return mapping;
      }
      case EVENT_DOCUMENT:
        return node(before);
      case EVENT_POP:
      case undefined:
        return undefined;
    }
  }

  return node(0);
}

/** Where a value stands, and the key (or list item) that names it; lengths are left out where they are not known. */
export interface FoundNode {
  start: number;
  keyStart: number;
  keyLength?: number | undefined;
  scalar?: ScalarEvent;
}

/** The value at `path`. For a key, or an item of a list, that is not there, the nearest thing around it. */
export function findNode(root: YamlNode, path: Path): FoundNode {
  let node = root;
  let keyStart = root.start;
  let keyLength: number | undefined;
  for (const step of path) {
    if (node.kind === 'mapping') {
      const entry = node.entries.get(String(step));
      if (!entry) break;
      ({ keyStart, keyLength } = entry);
      node = entry.value;
    } else if (node.kind === 'sequence') {
      const item = node.items[Number(step)];
      if (!item) break;
      keyStart = item.start;
      keyLength = undefined;
      node = item;
    } else break;
  }
  const scalar = node.kind === 'scalar' ? node.event : undefined;
  return { start: node.start, keyStart, keyLength, ...(scalar ? { scalar } : {}) };
}

/** Characters from a scalar's first to its last, with its quotes; undefined when it goes on in another line. */
export function lengthOf(text: string, node: YamlNode): number | undefined {
  if (node.kind !== 'scalar' || !node.event || node.event.valueStart < 0) return undefined;
  const { valueStart, valueEnd } = node.event;
  return /[\n\r]/.test(text.slice(valueStart, valueEnd)) ? undefined : valueEnd - valueStart;
}

/** How far each scalar was walked the last time: problems are mostly asked for in their order. */
const walks = new WeakMap<ScalarEvent, { value: string; index: number; at: number }>();

/**
 * Where character `offset` of a scalar's value stands in the text. YAML folds lines and escapes
 * characters, so the two are walked side by side; runs of white space count as equal.
 */
export function offsetInScalar(text: string, scalar: ScalarEvent, offset: number): number {
  const last = walks.get(scalar);
  const value = last?.value ?? getScalarValue(text, scalar);
  const single = scalar.style === SCALAR_STYLE.SINGLE_QUOTED;
  const double = scalar.style === SCALAR_STYLE.DOUBLE_QUOTED;
  const resumed = last && last.index <= offset;
  let at = resumed ? last.at : scalar.valueStart;
  let index = resumed ? last.index : 0;
  while (index < offset && at < scalar.valueEnd) {
    if (isSpace(value[index]) || isSpace(text[at])) {
      while (index < offset && isSpace(value[index])) index++;
      at = skipSpace(text, at, scalar.valueEnd, double);
      if (index === offset) break;
    }
    if (single && text.startsWith("''", at)) at += 2;
    else if (double && text[at] === '\\') at += widthOfEscape[text[at + 1] ?? ''] ?? 2;
    else at++;
    index++;
  }
  walks.set(scalar, { value, index, at });
  return skipSpace(text, at, scalar.valueEnd, double);
}

const isSpace = (character: string | undefined) => character !== undefined && /\s/.test(character);

function skipSpace(text: string, from: number, end: number, escapes: boolean): number {
  let at = from;
  while (at < end) {
    if (isSpace(text[at])) at++;
    else if (escapes && /^\\[nrt\s]/.test(text.slice(at, at + 2))) at += 2;
    else break;
  }
  return at;
}

const widthOfEscape: Record<string, number> = { x: 4, u: 6, U: 10 };
