import * as z from 'zod/mini';
import { AlisError } from '../errors.ts';

const name = z.string().check(z.regex(/^[a-z][a-z-]*$/));

const schema = z.array(
  z.object({
    /** What cannot be asked for together has one group: day and night are hours. */
    group: name,
    name,
    /** Of length 1 in w [w_dim]. */
    direction: z.array(z.number()),
    /** How far along it codes lie whose pictures have the attribute. */
    threshold: z.number(),
  }),
);

/** Something that an anchor can be asked for: "night". Found in w after training, and kept in the weights' metadata. */
export type Attribute = Readonly<z.output<typeof schema>[number]>;

/**
 * The metadata entry `attributes`; none when there is no such entry.
 * @throws {AlisError} `config`
 */
export function parseAttributes(text: string | undefined, w_dim: number): readonly Attribute[] {
  if (text === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AlisError('config', 'the attributes are not JSON', { cause });
  }
  const { success, data } = schema.safeParse(value);
  if (!success || data.some(({ direction }) => direction.length !== w_dim)) {
    throw new AlisError(
      'config',
      `an attribute needs a group, a name, a direction of ${w_dim} numbers and a threshold`,
    );
  }
  return data;
}

/**
 * Moves w along each attribute's direction until it lies beyond the threshold; one that does already stays.
 * @param w [w_dim], or one for every slot [slots, w_dim]
 */
export function withAttributes(w: Float32Array, attributes: readonly Attribute[]): Float32Array {
  const result = Float32Array.from(w);
  for (const { direction, threshold } of attributes) {
    for (let offset = 0; offset < result.length; offset += direction.length) {
      const along = direction.reduce((sum, part, i) => sum + part * result[offset + i]!, 0);
      const missing = Math.max(0, threshold - along);
      direction.forEach((part, i) => {
        result[offset + i]! += missing * part;
      });
    }
  }
  return result;
}
