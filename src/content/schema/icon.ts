import { plain, referTo } from './values.ts';

/** An icon: the name of one of Lucide or Simple Icons, or an SVG file of the author's. */
export const icon = plain
  .transform((written) =>
    /\.svg$/i.test(written.trim()) ? referTo(written.trim(), 'image') : written,
  )
  .describe('One of Lucide or Simple Icons by name, such as trophy, or an SVG file of yours.');
