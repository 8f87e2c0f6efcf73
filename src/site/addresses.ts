import { posix } from 'node:path';

/** A path of the site as an address writes it: whatever a name holds, it stays one name. */
export const addressOf = (path: string): string =>
  path.split('/').map(encodeURIComponent).join('/');

/** Where a page lies in the built site. */
export const pageOutput = (slug: string): string => posix.join(slug, 'index.html');

/** From a page to the top of the site. */
export const prefixOf = (slug: string): string =>
  slug === '' ? '' : '../'.repeat(slug.split('/').length);
