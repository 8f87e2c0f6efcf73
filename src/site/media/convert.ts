import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { encoderOf } from '../../media/encode.ts';
import {
  candidateName,
  candidateWidths,
  type Format,
  formats,
  type Image,
  needsPng,
  pngRecipeOf,
  recipeOf,
} from '../../media/plan.ts';
import type { Cache } from '../cache.ts';

/** A smaller file of a picture. */
export interface Candidate {
  width: number;
  name: string;
  bytes: number;
  content: () => Promise<Uint8Array>;
}

/** The smaller files of a picture in one format, from narrow to wide. */
export interface CandidateSet {
  /** MIME type. */
  type: Format['type'];
  files: Candidate[];
}

/** What became of a picture that was read to its end. One that gains nothing by being smaller has no candidates. */
export type Conversion = { candidates: CandidateSet[] } | { unreadable: string };

/** How a conversion ended, as the cache keeps it: for each format offered, the bytes of its files. */
const outcome = z.union([
  z.strictObject({ bytes: z.partialRecord(z.enum(['avif', 'webp']), z.array(z.int())) }),
  z.strictObject({ unreadable: z.string() }),
]);
type Outcome = z.output<typeof outcome>;

/**
 * Makes the smaller files of pictures, several at a time, never more than there are cores.
 * @returns what became of each, by the hash of its content
 */
export async function convert(
  images: readonly Image[],
  cache: Cache,
  onProgress?: (done: number, total: number) => void,
): Promise<Map<string, Conversion>> {
  const converted = new Map<string, Conversion>();
  const missing = new Map<string, Image>();
  for (const image of images) {
    const known = isReadable(image) ? knownOutcome(image, cache) : { bytes: {} };
    if (known) converted.set(image.hash, conversionOf(image, known, cache));
    else missing.set(image.hash, image);
  }
  let done = 0;
  const next = missing.values();
  async function worker(): Promise<void> {
    for (const image of next) {
      const made = new Map<string, Buffer>();
      const ended = await encode(image, cache, made);
      converted.set(image.hash, conversionOf(image, ended, cache, made));
      onProgress?.(++done, missing.size);
    }
  }
  const workers = Math.min(missing.size, availableParallelism());
  await Promise.all(Array.from({ length: workers }, worker));
  return converted;
}

/** Pictures that we can read, and so can tell whether they are whole. */
const readable = new Set(['png', 'jpg', 'gif', 'webp', 'avif', 'svg', 'tiff']);
const isReadable = ({ format, animated, float }: Image) =>
  readable.has(format) && !float && !(format === 'avif' && animated);

const outcomeRecipe = (image: Image) =>
  JSON.stringify([
    pngRecipeOf(image),
    formats.map((format) => candidateWidths(image).map((width) => recipeOf(image, format, width))),
  ]);

/** The PNG in the place of a picture that no browser shows. */
export async function pngOf(image: Image, cache: Cache): Promise<Uint8Array> {
  const kept = cache.read(pngRecipeOf(image));
  if (kept) return kept;
  const made = await (await encoderOf(image.content)).png();
  cache.keep(pngRecipeOf(image), made);
  return made;
}

function knownOutcome(image: Image, cache: Cache): Outcome | undefined {
  const kept = cache.read(outcomeRecipe(image));
  return kept && outcome.parse(JSON.parse(kept.toString()));
}

/** @param made files that could not be kept */
function conversionOf(
  image: Image,
  ended: Outcome,
  cache: Cache,
  made?: ReadonlyMap<string, Buffer>,
): Conversion {
  if ('unreadable' in ended) return ended;
  const candidates = formats.flatMap((format): CandidateSet[] => {
    const bytes = ended.bytes[format.name];
    if (!bytes) return [];
    const files = candidateWidths(image).map((width, index) => ({
      width,
      name: candidateName(image, format, width),
      bytes: bytes[index] ?? 0,
      content: async () => {
        const recipe = recipeOf(image, format, width);
        // What was deleted or damaged since is made once more, and is the same.
        return (
          cache.read(recipe) ??
          made?.get(recipe) ??
          (await encoderOf(image.content)).encode(format, width)
        );
      },
    }));
    return [{ type: format.type, files }];
  });
  return { candidates };
}

/**
 * The widest file is made first: if it is no smaller than the picture itself, that format is not offered,
 * for narrow files alone would take the picture's sharpness from fine screens.
 */
async function encode(image: Image, cache: Cache, made: Map<string, Buffer>): Promise<Outcome> {
  const sizes: Partial<Record<Format['name'], number[]>> = {};
  try {
    const encoder = await encoderOf(image.content);
    if (needsPng(image)) await pngOf(image, cache);
    else if (candidateWidths(image).length === 0) await encoder.check();
    for (const format of formats) {
      const bytes: number[] = [];
      for (const width of candidateWidths(image).toReversed()) {
        const content = await encoder.encode(format, width);
        if (bytes.length === 0 && content.length >= image.bytes) break;
        bytes.unshift(content.length);
        const recipe = recipeOf(image, format, width);
        cache.keep(recipe, content);
        if (cache.problem !== undefined) made.set(recipe, content);
      }
      // Where the best format gains nothing, the others gain less.
      if (bytes.length === 0) break;
      sizes[format.name] = bytes;
    }
  } catch (error) {
    return keepOutcome(
      image,
      { unreadable: error instanceof Error ? error.message : String(error) },
      cache,
    );
  }
  return keepOutcome(image, { bytes: sizes }, cache);
}

function keepOutcome(image: Image, ended: Outcome, cache: Cache): Outcome {
  cache.keep(outcomeRecipe(image), JSON.stringify(ended));
  return ended;
}
