import * as z from 'zod/mini';
import { AlisError } from '../errors.ts';

const index = z.int();
const common = {
  name: z.string(),
  expected: z.string(),
  /** How far the official float32 result is from exact arithmetic: no tolerance can be below it. */
  float64_max_abs_diff: z.optional(z.nullable(z.number())),
  num_fp16_res: z.optional(z.int()),
  padding: z.optional(z.enum(['zero', 'neighbour'])),
  noise_mode: z._default(z.enum(['none', 'const']), 'none'),
};

const mapping = z.object({
  ...common,
  kind: z.literal('mapping'),
  z: z.string(),
  rows: z.optional(z.tuple([index, index])),
  psi: z._default(z.number(), 1),
  cutoff: z.optional(index),
});
const frame = z.object({
  ...common,
  kind: z.literal('frame'),
  w: z.optional(z.string()),
  anchors: z.optional(z.array(index)),
  ws: z.optional(z.string()),
  left_border_idx: index,
  activations: z._default(z.record(z.string(), z.string()), {}),
  activations_float64_max_abs_diff: z._default(z.record(z.string(), z.nullable(z.number())), {}),
});
const panorama = z.object({
  ...common,
  kind: z.literal('panorama'),
  z: z.string(),
  anchors: z.array(index),
  psi: z._default(z.number(), 1),
  tiles: z.optional(index),
  columns: z.optional(z.tuple([index, index])),
  changed_tiles: z.optional(z.array(index)),
});
const panoramaBytes = z.object({ ...common, kind: z.literal('panorama_u8'), of: z.string() });
const strip = z.object({
  ...common,
  kind: z.literal('strip'),
  w: z.string(),
  anchor_of_row_0: index,
  columns: z.tuple([index, index]),
});

const caseSchema = z.discriminatedUnion('kind', [mapping, frame, panorama, panoramaBytes, strip]);

/** What a fixture's config.json says beside the configuration itself. Paths stand relative to it. */
const listSchema = z.object({
  weights: z.string(),
  cases_file: z.string(),
  /** Another config.json that holds the configuration. */
  config: z.optional(z.string()),
  cases: z.array(caseSchema),
});

export type FixtureList = z.output<typeof listSchema>;
export type FixtureCase = z.output<typeof caseSchema>;
export type CaseOf<Kind extends FixtureCase['kind']> = Extract<FixtureCase, { kind: Kind }>;

/** @throws {AlisError} `config`, naming what is wrong */
export function parseFixtureList(value: unknown): FixtureList {
  const result = listSchema.safeParse(value);
  if (result.success) return result.data;
  const where = result.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new AlisError('config', `not a fixture's config.json: look at ${where}`);
}
