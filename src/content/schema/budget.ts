import { z } from 'zod';
import { plain } from './values.ts';

const units: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/** A size such as `2 MB` or `300 kB`, in bytes; a number alone is one of bytes. */
export const byteSize = plain.transform((written, context) => {
  const [, number, unit = 'B'] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)?\s*$/i.exec(written) ?? [];
  const factor = units[unit.toLowerCase()];
  if (number !== undefined && factor !== undefined) return Math.round(Number(number) * factor);
  const hint = 'write a number and kB, MB, KiB or MiB: 2 MB';
  context.addIssue({ code: 'custom', message: `"${written}" is not a size`, params: { hint } });
  return z.NEVER;
});

/** What a page may weigh, before compression, as `pagescape check` holds it against the built site. */
export const budget = z
  .strictObject({
    page: byteSize
      .optional()
      .describe('HTML, styles, scripts, fonts and pictures of a page: 2 MB.'),
    picture: byteSize.optional().describe('Any picture, in the size that a wide screen loads.'),
    video: byteSize.optional().describe('Any video.'),
    script: byteSize.optional().describe('All scripts of a page together.'),
    over: z.enum(['warn', 'fail']).optional().describe('What more than that is: warn, or fail.'),
  })
  .describe('What a page may weigh; `pagescape check` says what weighs more.');
