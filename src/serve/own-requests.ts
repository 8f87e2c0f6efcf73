import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request names this machine as its host. Another site may have its name lead here, and would
 * then be one with our pages to a browser: it must not be answered.
 */
export const hasOwnHost = ({ host }: IncomingHttpHeaders): boolean =>
  host !== undefined && /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host);

/** Whether a page of ours asks: browsers tell of the others, which may ask without reading the answer. */
export function isOwnPage({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === 'same-origin' || site === 'none';
}
