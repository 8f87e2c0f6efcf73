import { isMapping, type Mapping } from '../../../content/data.ts';
import { normalize } from '../../../content/normalize.ts';
import { omitted } from '../../../content/normalize-blocks.ts';
import type { Path } from '../../../content/prose.ts';
import type { Draft } from '../draft.ts';
import { type Keys, textOfValue } from './keys.ts';

/** Whether front matter has the keys that pages of ours have, as those of Jekyll sites that they come from. */
export const hasOwnKeys = (data: Mapping): boolean =>
  ['project', 'sections', 'common_organizations', 'informal_summary'].some(
    (key) => typeof data[key] === 'object',
  );

/** What only older pages need. */
const settings = /^(?:load_\w+|ghabri_style|layout|permalink|data_host|project)$/;

/** Takes a page over whose keys are ours already: its addresses are changed, and what has no effect is told of. */
export function readOwnKeys(keys: Keys, exists: (include: string) => boolean): Draft | undefined {
  const { data, problems, writtenAt } = normalize(keys.data);
  const title = textOfValue(data.title);
  if (title === undefined) return undefined;
  for (const { path, message } of problems) keys.tell(writtenAt(path), message);
  const kept = Object.entries(data).filter(([key]) => !settings.test(key) && key !== 'title');
  const rest = kept.map(
    ([key, value]) => [named(key), moved(value, [key], { keys, writtenAt, exists })] as const,
  );
  return { title, rest: Object.fromEntries(rest.filter(([, value]) => value !== undefined)) };
}

const named = (key: string): string =>
  ({ common_organizations: 'organizations', informal_summary: 'abstract' })[key] ?? key;

interface Moving {
  readonly keys: Keys;
  writtenAt(path: Path): Path;
  exists(include: string): boolean;
}

/** Keys whose values are addresses of files. */
const files = /^(?:url|img_url|video_url|logo|logo_dark|favicon_url|poster|image|video)$/;

function moved(value: unknown, path: Path, moving: Moving, key = path.at(-1)): unknown {
  if (Array.isArray(value))
    return value
      .map((each, index) =>
        moved(each, [...path, index], moving, key === 'urls' ? 'url' : undefined),
      )
      .filter((each) => each !== undefined && each !== omitted);
  if (isMapping(value)) return movedMapping(value, path, moving);
  if (typeof value !== 'string' || key === 'bibtex') return value;
  const { keys } = moving;
  const at = moving.writtenAt(path);
  if (path[0] === 'og' && key === 'url') return value;
  if (typeof key === 'string' && files.test(key)) return keys.address(at, value, 'picture');
  const identifier = /^(?:https?:|\/\/|mailto:|#)|^[^/]*$/.test(value);
  if (path[0] === 'links') return identifier ? value : keys.address(at, value, 'file');
  return keys.prose(at, value);
}

function movedMapping(value: Mapping, path: Path, moving: Moving): unknown {
  if (
    value.type === 'custom_include' &&
    typeof value.file === 'string' &&
    !moving.exists(value.file)
  ) {
    moving.keys.tell(
      moving.writtenAt(path),
      `the include ${value.file} is left out: write a template for it in templates/includes`,
    );
    return undefined;
  }
  const hosted = value.host !== undefined;
  return Object.fromEntries(
    Object.entries(value)
      .map(
        ([name, each]) =>
          [
            name,
            hosted && /^(?:urls?|videos)$/.test(name) ? each : moved(each, [...path, name], moving),
          ] as const,
      )
      .filter(([, each]) => each !== undefined),
  );
}
