import { UsageError } from '../cli/failures.ts';
import { parsed } from '../cli/options.ts';
import { siteAddress } from '../content/schema/values.ts';

/** The option `--url` of commands that build a site. */
export const siteUrl = parsed<string | undefined>(
  'URL',
  'where the site will stand, unless site.yml says it; for canonical addresses, cards of shared links, sitemap and feed',
  {
    fallback: undefined,
    read(given) {
      const { data } = siteAddress.safeParse(given);
      if (data !== undefined) return data;
      throw new UsageError(
        `is the whole address of a site, such as https://example.org/project/, not ${given || 'nothing'}`,
      );
    },
  },
);
