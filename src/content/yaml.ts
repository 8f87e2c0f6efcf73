import {
  CORE_SCHEMA,
  constructFromEvents,
  EVENT_ALIAS,
  EVENT_SCALAR,
  type Event,
  mergeTag,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml';
import { readTree, type YamlNode } from './yaml-tree.ts';

export interface YamlDocument {
  data: unknown;
  /** Where the values stand; worked out when first asked for, since most documents have no problem. */
  root: () => YamlNode | undefined;
  /** Keys written twice in one mapping; the last one counts. */
  duplicates: Duplicate[];
  /** LaTeX commands that double quotes turned into a control character and letters. */
  swallowedEscapes: { command: string; start: number }[];
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
  const swallowedEscapes = swallowedEscapesIn(text, events);
  const construct = (json: boolean): unknown => {
    const [data] = constructFromEvents(events, { source: text, schema, json });
    limitAliases(data, events, text);
    return data;
  };
  const root = rootOf(text);
  try {
    return { data: construct(false), root, duplicates: [], swallowedEscapes };
  } catch (error) {
    const duplicates: Duplicate[] = [];
    readTree(text, events, (key, start) => duplicates.push({ key, start }));
    if (duplicates.length === 0) throw error;
    return { data: construct(true), root, duplicates, swallowedEscapes };
  }
}

/** The places of a text's values: read again when first asked for, since to keep them costs more memory than the text. */
function rootOf(text: string): YamlDocument['root'] {
  let tree: { root: YamlNode | undefined } | undefined;
  return () => {
    tree ??= { root: readTree(text, parseEvents(text, {})) };
    return tree.root;
  };
}

/** Commands of LaTeX that begin with an escape of YAML: `\t` is a tab, `\b` a backspace, `\L` a line separator. */
const commandAsEscape =
  /\\(?:\\|(a(?:lpha|pprox)|b(?:ar|egin|eta|ig)|e(?:ll|psilon|quiv|ta)|f(?:orall|rac)|L(?:ambda)|n(?:abla|eq|u)|P(?:hi|i|si)|r(?:ho|ight)|t(?:au|ext|heta|ilde|imes|o)|v(?:ar[a-z]+|ec))(?![a-zA-Z]))/g;

function swallowedEscapesIn(text: string, events: Event[]): YamlDocument['swallowedEscapes'] {
  if (!text.includes('"')) return [];
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
function limitAliases(data: unknown, events: Event[], text: string): void {
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
