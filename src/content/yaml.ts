import {
  boolCoreTag,
  CORE_SCHEMA,
  constructFromEvents,
  defineMappingTag,
  defineScalarTag,
  EVENT_DOCUMENT,
  type Event,
  floatCoreTag,
  intCoreTag,
  mapTag,
  mergeTag,
  NOT_RESOLVED,
  nullCoreTag,
  parseEvents,
  type ScalarTagDefinition,
  YAMLException,
} from 'js-yaml';
import { Spelled } from './data.ts';
import { limitAliases } from './yaml-aliases.ts';
import type { YamlProblem } from './yaml-scalars.ts';
import { trapsIn } from './yaml-traps.ts';
import { readTree, type YamlNode } from './yaml-tree.ts';

export interface YamlDocument {
  data: unknown;
  /** Where the values stand; worked out when first asked for, since most documents have no problem. */
  root: () => YamlNode | undefined;
  /** What is read otherwise than its author may think. */
  problems: YamlProblem[];
}

/** The tag, whose values remember their spelling where it is not that of JavaScript. */
const spelled = (tag: ScalarTagDefinition<number> | ScalarTagDefinition<boolean>) =>
  defineScalarTag<number | boolean | Spelled>(tag.tagName, {
    ...tag,
    resolve(source, ...rest) {
      const value = tag.resolve(source, ...rest);
      return value === NOT_RESOLVED || String(value) === source
        ? value
        : new Spelled(value, source);
    },
  });

/** `Null` and `NULL` may be a name or a table's cell; nothing is written as `~`, `null`, or not at all. */
const nothing = defineScalarTag<null>(nullCoreTag.tagName, {
  ...nullCoreTag,
  resolve: (source, ...rest) =>
    /^N/.test(source) ? NOT_RESOLVED : nullCoreTag.resolve(source, ...rest),
});

const keyText = (key: unknown) => (key instanceof Spelled ? key.text : key);

/** Keys are text: a number as a key is its spelling. */
const mapping = defineMappingTag(mapTag.tagName, {
  create: mapTag.create,
  keys: mapTag.keys,
  get: mapTag.get,
  identify: mapTag.identify,
  addPair: (carrier, key, value) => mapTag.addPair(carrier, keyText(key), value),
  has: (carrier, key) => mapTag.has(carrier, keyText(key)),
});

const schema = CORE_SCHEMA.withTags(
  mergeTag,
  mapping,
  nothing,
  spelled(intCoreTag),
  spelled(floatCoreTag),
  spelled(boolCoreTag),
);

/**
 * Reads one YAML document, with the place of every value. Numbers and booleans keep their spelling.
 * @throws {YAMLException} where the text is not YAML; its mark holds the place.
 */
export function readYaml(text: string): YamlDocument {
  const events = parseEvents(text, {});
  const { problems, reading } = trapsIn(text, events);
  // Traps whose meaning is plain are read as they were meant.
  const meant = reading === text ? events : parseEvents(reading, {});
  refuseSecondDocument(reading, meant);
  const construct = (json: boolean): unknown => {
    const [data] = constructFromEvents(meant, { source: reading, schema, json });
    limitAliases(data, meant, reading);
    return data;
  };
  const root = rootOf(reading);
  try {
    return { data: construct(false), root, problems };
  } catch (error) {
    const duplicates = duplicatesIn(reading, meant);
    if (duplicates.length === 0) throw error;
    return { data: construct(true), root, problems: [...duplicates, ...problems] };
  }
}

function duplicatesIn(text: string, events: Event[]): YamlProblem[] {
  const problems: YamlProblem[] = [];
  readTree(text, events, (key, start) => {
    const message = `the key "${key}" is written twice`;
    const hint = 'keep one of the two; YAML would silently drop the first';
    problems.push({ code: 'duplicate-key', start, length: key.length, message, hint });
  });
  return problems;
}

function refuseSecondDocument(text: string, events: Event[]): void {
  const documents = events.filter(({ type }) => type === EVENT_DOCUMENT).length;
  if (documents < 2) return;
  const next = /^(?:---|\.\.\.)/gm;
  // Dashes may stand before the first document as well.
  next.lastIndex = /\S/.exec(text)?.index ?? 0;
  if (text.startsWith('---', next.lastIndex)) next.lastIndex += 3;
  const at = next.exec(text)?.index ?? 0;
  if (text.slice(at + 3).trim() === '') return;
  YAMLException.throwAt(text, at, 'a second document begins here, which nobody would read');
}

/** The places of a text's values: read again when first asked for, since to keep them costs more memory than the text. */
function rootOf(text: string): YamlDocument['root'] {
  let tree: { root: YamlNode | undefined } | undefined;
  return () => {
    tree ??= { root: readTree(text, parseEvents(text, {})) };
    return tree.root;
  };
}
