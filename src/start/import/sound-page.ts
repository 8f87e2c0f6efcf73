import { isMapping, type Mapping } from '../../content/data.ts';
import { normalize } from '../../content/normalize.ts';
import type { Path } from '../../content/prose.ts';
import { pageSchema } from '../../content/schema/page.ts';
import { validate } from '../../content/validate.ts';

/**
 * Front matter without the values that a page of ours may not have.
 * @param tell is given the key of each that is left out, and why
 */
export function soundPage(page: Mapping, tell: (key: string, message: string) => void): Mapping {
  const { data, writtenAt } = normalize(page);
  const { findings } = validate(pageSchema, data);
  for (const { path, message } of findings)
    tell(String(path[0]), `${message}; it is left out (${path.join('.')})`);
  // The last first, so that those before it keep their numbers.
  const sound = [...findings]
    .reverse()
    .reduce<unknown>((rest, { path }) => removed(rest, writtenAt(path)), page);
  return isMapping(sound) ? sound : {};
}

function removed(value: unknown, path: Path): unknown {
  const [step, ...rest] = path;
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_, index) => index !== step)
      : value.map((each, index) => (index === step ? removed(each, rest) : each));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      if (key !== step) return [[key, each]];
      return rest.length === 0 ? [] : [[key, removed(each, rest)]];
    }),
  );
}
