import { posix } from 'node:path';

/** Where a page lies in the built site. */
export const pageOutput = (slug: string): string => posix.join(slug, 'index.html');

/** From a page to the top of the site. */
export const prefixOf = (slug: string): string =>
  slug === '' ? '' : '../'.repeat(slug.split('/').length);
