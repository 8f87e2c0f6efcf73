/** A path of the site as an address writes it: whatever a name holds, it stays one name. */
export const addressOf = (path: string): string =>
  path.split('/').map(encodeURIComponent).join('/');

/** Whole address of a page on the host where the site will stand. */
export function pageUrl(siteUrl: string, slug: string): string {
  const folder = siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`;
  return new URL(slug === '' ? './' : `./${addressOf(slug)}/`, folder).href;
}
