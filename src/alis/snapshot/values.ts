import type { ByteSource } from './source.ts';

/** What a pickle says, as data: nothing in it is looked up, called or built. */
export type PickleValue = null | boolean | number | bigint | string | PickleNode;

export type PickleNode =
  | SpanNode
  | SequenceNode
  | DictNode
  | GlobalNode
  | ObjectNode
  | PersistentNode;

interface Node {
  /** The byte of the file at which the node was made. */
  offset: number;
}

/** Bytes, or a text too long to be a name: left in the file. */
export interface SpanNode extends Node {
  kind: 'bytes' | 'text';
  source: ByteSource;
}

export interface SequenceNode extends Node {
  kind: 'list' | 'tuple' | 'set';
  items: PickleValue[];
}

export interface DictNode extends Node {
  kind: 'dict';
  /** Keys and values in turn; of equal keys the last one counts. */
  entries: PickleValue[];
}

/** The name of a class or function. */
export interface GlobalNode extends Node {
  kind: 'global';
  name: string;
}

/** What calling something would have made. */
export interface ObjectNode extends Node {
  kind: 'object';
  callable: PickleValue;
  args: PickleValue;
  /** Given by BUILD: commonly the attributes. */
  state: PickleValue;
  /** Given by SETITEM(S), for subclasses of dict: keys and values in turn. */
  entries: PickleValue[];
  /** Given by APPEND(S) and ADDITEMS, for subclasses of list and set. */
  items: PickleValue[];
}

/** A reference to something kept outside the pickle. */
export interface PersistentNode extends Node {
  kind: 'persistent';
  id: PickleValue;
}

/** The kinds of one node, or undefined for plain values. */
export function isNode<Kind extends PickleNode['kind']>(
  value: PickleValue | undefined,
  kind: Kind,
): value is PickleNode & { kind: Kind } {
  return typeof value === 'object' && value !== null && value.kind === kind;
}

/** The module and name of what an object was made by: `collections.OrderedDict`. */
export function maker(value: PickleValue | undefined): string | undefined {
  if (!isNode(value, 'object')) return undefined;
  return isNode(value.callable, 'global') ? value.callable.name : undefined;
}

/** The positional arguments an object was made with. */
export function argumentsOf(object: ObjectNode): PickleValue[] {
  return isNode(object.args, 'tuple') ? object.args.items : [];
}

/** A few words for messages; never descends, so cycles do no harm. */
export function describe(value: PickleValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'None';
  if (typeof value === 'string') return `the text ${JSON.stringify(clip(value))}`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return `the number ${clip(String(value))}`;
  switch (value.kind) {
    case 'bytes':
      return `${value.source.size} bytes`;
    case 'text':
      return `a text of ${value.source.size} bytes`;
    case 'global':
      return `the global ${clip(value.name)}`;
    case 'object':
      return `an object of ${clip(maker(value) ?? 'no named class')}`;
    case 'persistent':
      return 'a reference to data outside the pickle';
    default:
      return `a ${value.kind}`;
  }
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
