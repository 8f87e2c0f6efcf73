import type { Path } from './prose.ts';

const origins = new WeakMap<object, Path>();

/** Remembers where an author wrote a mapping, such as a block. */
export const rememberOrigin = (value: object, path: Path) => origins.set(value, path);

/** Where an author wrote a mapping: items before it in its list may have been left out since. */
export const originOf = (value: object): Path => origins.get(value) ?? [];
