/** Where the site begins on its host. */
export const siteBase = '/';

/** Path in the site of the page that is shown. */
export const pagePath = decodeURIComponent(location.pathname.slice(siteBase.length)).replace(
  /(^|\/)$/,
  '$1index.html',
);
