import { SnapshotError } from './error.ts';
import { mostNames, type NamedValues, namedValues } from './named-values.ts';
import { offsetOf } from './storage.ts';
import { readTensor, type SnapshotTensor } from './tensor.ts';
import { argumentsOf, describe, isNode, maker, type PickleValue } from './values.ts';

const persistent = 'torch_utils.persistence._reconstruct_persistent_obj';
const deepestModule = 32;
/** A generator for 1024 pixels has about 75 modules and 190 tensors. */
const mostVisits = 1000;

/**
 * The attributes of a module: those its class was saved with by torch_utils.persistence, or, for a class of torch's own,
 * those that pickle gave it. Undefined for what is no module.
 */
export function moduleAttributes(value: PickleValue | undefined): NamedValues | undefined {
  if (!isNode(value, 'object')) return undefined;
  if (maker(value) !== persistent) return namedValues(value);
  return namedValues(namedValues(argumentsOf(value)[0])?.get('state'));
}

/** The state dict of a module: its parameters and persistent buffers, and those of the modules in it. */
export function moduleState(module: PickleValue): SnapshotTensor[] {
  const tensors: SnapshotTensor[] = [];
  let visits = 0;

  const visit = (value: PickleValue, path: readonly string[]) => {
    const name = path.join('.') || 'G_ema';
    const fail = (finding: string) => new SnapshotError(offsetOf(value), `${name}: ${finding}`);
    if (path.length > deepestModule) {
      throw fail(`modules lie more than ${deepestModule} deep or contain themselves`);
    }
    const attributes = moduleAttributes(value);
    const submodules = namedValues(attributes?.get('_modules'));
    if (attributes === undefined || submodules === undefined) {
      throw fail(`${describe(value)} stands where a module should`);
    }
    const own = ownTensors(attributes);
    visits += 1 + own.length;
    if (visits > mostVisits) throw fail(`there are more than ${mostVisits} modules and tensors`);
    for (const [key, tensor] of own) tensors.push(readTensor([...path, key].join('.'), tensor));
    for (const [key, submodule] of submodules) {
      if (submodule !== null) visit(submodule, [...path, key]);
    }
  };

  visit(module, []);
  return tensors;
}

function ownTensors(attributes: NamedValues): [string, PickleValue][] {
  const passing = new Set(setItems(attributes.get('_non_persistent_buffers_set')));
  const parameters = namedValues(attributes.get('_parameters')) ?? [];
  const buffers = namedValues(attributes.get('_buffers')) ?? [];
  return [...parameters, ...[...buffers].filter(([name]) => !passing.has(name))].filter(
    ([, value]) => value !== null,
  );
}

/** Before protocol 4 a set is a call of `set` with a list. */
function setItems(value: PickleValue | undefined): PickleValue[] {
  const set = isNode(value, 'object') ? argumentsOf(value)[0] : value;
  if (!isNode(set, 'set') && !isNode(set, 'list')) return [];
  if (set.items.length <= mostNames) return set.items;
  throw new SnapshotError(set.offset, `a set has more than ${mostNames} items`);
}
