import { z } from 'zod';
import { inlineProse, plain, valued } from './values.ts';

/** What an author may write in `with` of a living demo: `custom_include: alis/carousel.html` and its like. */
export const demoOptions = z.strictObject({
  model: plain.optional().describe('Weights to run; those in assets/models when left out.'),
  landscape: plain
    .optional()
    .describe('Which landscape comes first: a seed such as 7, or 7@0.8 with a truncation.'),
  frames: valued(z.int().min(1).max(24))
    .optional()
    .describe('How many frames are shown before the generator runs.'),
  caption: inlineProse.optional().describe('Shown under the demo; may hold math and links.'),
});
