import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ALIAS,
  EVENT_DOCUMENT,
  EVENT_MAPPING,
  EVENT_POP,
  EVENT_SCALAR,
  EVENT_SEQUENCE,
  type Event,
  getScalarValue,
  mergeTag,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';
import type { Path } from './prose.ts';

/** Where the values of a YAML document stand in its text; offsets count characters from its start. */
export type YamlNode =
  | { kind: 'scalar'; start: number; event?: ScalarEvent }
  | { kind: 'sequence'; start: number; items: YamlNode[] }
  | { kind: 'mapping'; start: number; entries: Map<string, { keyStart: number; value: YamlNode }> };

export interface YamlDocument {
  data: unknown;
  /** Where the values stand; worked out when first asked for, since most documents have no problem. */
  root: () => YamlNode | undefined;
  /** Keys written twice in one mapping; the last one counts. */
  duplicates: Duplicate[];
  /** LaTeX commands that double quotes turned into a control character and letters. */
  lostCommands: { command: string; start: number }[];
}

export interface Duplicate {
  key: string;
  start: number;
}

const schema = CORE_SCHEMA.withTags(mergeTag);

/**
 * Reads one YAML document, with the place of every value.
 * @throws {YAMLException} where the text is not YAML; its mark holds the place.
 */
export function readYaml(text: string): YamlDocument {
  const events = parseEvents(text, {});
  const duplicates: Duplicate[] = [];
  const lostCommands = lostCommandsIn(text, events);
  let tree: { root: YamlNode | undefined } | undefined;
  const root = () => {
    tree ??= { root: readTree(text, events, duplicates) };
    return tree.root;
  };
  const construct = (json: boolean): unknown => {
    const [data] = constructFromEvents(events, { source: text, schema, json });
    refuseFlood(data, events, text);
    return data;
  };
  try {
    return { data: construct(false), root, duplicates, lostCommands };
  } catch (error) {
    root();
    if (duplicates.length === 0) throw error;
    return { data: construct(true), root, duplicates, lostCommands };
  }
}

/** Commands of LaTeX that begin with an escape of YAML: `\t` is a tab, `\b` a backspace, `\L` a line separator. */
const commandAsEscape =
  /\\(?:\\|(a(?:lpha|pprox)|b(?:ar|egin|eta|ig)|e(?:ll|psilon|quiv|ta)|f(?:orall|rac)|L(?:ambda)|n(?:abla|eq|u)|P(?:hi|i|si)|r(?:ho|ight)|t(?:au|ext|heta|ilde|imes|o)|v(?:ar[a-z]+|ec))(?![a-zA-Z]))/g;

function lostCommandsIn(text: string, events: Event[]): YamlDocument['lostCommands'] {
  return events.flatMap((event) => {
    if (event.type !== EVENT_SCALAR || event.style !== SCALAR_STYLE.DOUBLE_QUOTED) return [];
    const { valueStart, valueEnd } = event;
    const commands = text.slice(valueStart, valueEnd).matchAll(commandAsEscape);
    return [...commands].flatMap(({ index, 0: command, 1: name }) =>
      name === undefined ? [] : [{ command, start: valueStart + index }],
    );
  });
}

/** Values that aliases may add to those that are written, and how deep they may nest. */
const mostFromAliases = 100_000;
const deepest = 100;

/** Refuses aliases inside of what they name, and those with which a few lines stand for millions of values. */
function refuseFlood(data: unknown, events: Event[], text: string): void {
  const alias = events.find((event) => event.type === EVENT_ALIAS);
  if (!alias) return;
  const refuse = (reason: string): never =>
    YAMLException.throwAt(text, alias.anchorStart - 1, reason);
  const leaf = { size: 1, depth: 0 };
  const measured = new Map<object, { size: number; depth: number } | undefined>();

  function measure(value: unknown): { size: number; depth: number } {
    if (typeof value !== 'object' || value === null) return leaf;
    if (measured.has(value))
      return measured.get(value) ?? refuse('an alias stands inside of what it names');
    measured.set(value, undefined);
    const total = { size: 1, depth: 0 };
    for (const item of Object.values(value)) {
      const { size, depth } = measure(item);
      total.size += size;
      total.depth = Math.max(total.depth, depth + 1);
    }
    if (total.depth > deepest) refuse(`its aliases nest deeper than ${deepest} levels`);
    measured.set(value, total);
    return total;
  }

  if (measure(data).size > events.length + mostFromAliases)
    refuse(`its aliases stand for more than ${mostFromAliases} values`);
}

function readTree(text: string, events: Event[], duplicates: Duplicate[]): YamlNode | undefined {
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
        const entries = new Map<string, { keyStart: number; value: YamlNode }>();
        const mapping = named(event, { kind: 'mapping', start: event.start, entries });
        for (let key = node(event.start); key; key = node(key.start)) {
          const value = node(key.start);
          if (!value) break;
          const name = key.kind === 'scalar' && key.event ? getScalarValue(text, key.event) : '';
          if (entries.has(name) && name !== '<<') duplicates.push({ key: name, start: key.start });
          entries.set(name, { keyStart: key.start, value });
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

/**
 * The offset at which the value at `path` stands, and its scalar where it is one. For a key, or an item
 * of a list, that is not there, the nearest thing around it.
 */
export function findNode(
  root: YamlNode,
  path: Path,
): { start: number; keyStart: number; scalar?: ScalarEvent } {
  let node = root;
  let keyStart = root.start;
  for (const step of path) {
    if (node.kind === 'mapping') {
      const entry = node.entries.get(String(step));
      if (!entry) break;
      keyStart = entry.keyStart;
      node = entry.value;
    } else if (node.kind === 'sequence') {
      const item = node.items[Number(step)];
      if (!item) break;
      keyStart = item.start;
      node = item;
    } else break;
  }
  const scalar = node.kind === 'scalar' ? node.event : undefined;
  return { start: node.start, keyStart, ...(scalar ? { scalar } : {}) };
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
