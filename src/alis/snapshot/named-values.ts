import { SnapshotError } from './error.ts';
import { type DictNode, isNode, maker, type ObjectNode, type PickleValue } from './values.ts';

export type NamedValues = Map<string, PickleValue>;

const empty: NamedValues = new Map();
/** No module and no group of settings has a tenth of it; a dict made to keep us busy may have millions. */
export const mostNames = 1000;

/**
 * The named values of a dict, of an instance of one of its subclasses, or of any object's attributes; undefined for what
 * has no names. Keys that are not texts are left out: nothing we look for has one.
 */
export function namedValues(value: PickleValue | undefined): NamedValues | undefined {
  if (isNode(value, 'dict')) return named(value);
  if (!isNode(value, 'object')) return undefined;
  // An OrderedDict's own attributes are bookkeeping, not entries.
  if (maker(value) === 'collections.OrderedDict') return named(value);
  const attributes = attributesIn(value.state);
  // The containers of omegaconf keep what they hold in an attribute of this name.
  const content = attributes.get('_content');
  if (content !== undefined) return isNode(content, 'dict') ? named(content) : empty;
  return new Map([...attributes, ...named(value)]);
}

/** What omegaconf wraps in a node of its own; any other value as it is. */
export function unwrap(value: PickleValue | undefined): PickleValue | undefined {
  if (!isNode(value, 'object')) return value;
  const wrapped = attributesIn(value.state).get('_val');
  return wrapped === undefined ? value : wrapped;
}

/** A state is a dict, or a pair of a dict and the values of slots. */
function attributesIn(state: PickleValue): NamedValues {
  const dict = isNode(state, 'tuple') ? state.items[0] : state;
  return isNode(dict, 'dict') ? named(dict) : empty;
}

function named({ entries, offset }: DictNode | ObjectNode): NamedValues {
  if (entries.length > 2 * mostNames) {
    throw new SnapshotError(
      offset,
      `a dict has ${entries.length / 2} keys, more than ${mostNames}`,
    );
  }
  const result: NamedValues = new Map();
  for (let i = 0; i + 1 < entries.length; i += 2) {
    const key = entries[i];
    const value = entries[i + 1];
    if (typeof key === 'string' && value !== undefined) result.set(key, value);
  }
  return result;
}
