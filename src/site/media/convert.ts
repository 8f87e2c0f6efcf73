import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { type Plan, settings, type Variant } from '../../media/plan.ts';

/** A picture that could not be read. */
export interface UnreadableImage {
  path: string;
  message: string;
}

/** What became of a plan, remembered beside its files. */
interface Refusal {
  /** The widest variant is no smaller than the picture, or the picture cannot be read. */
  reason: 'larger' | 'unreadable';
  message: string;
}

export interface Conversion {
  /** Files in the cache by the name of their variant. */
  files: Map<string, { path: string; bytes: number }>;
  /** Plans whose pictures are better shown as they are; pages must not offer their variants. */
  dropped: Plan[];
  unreadable: UnreadableImage[];
  /** Files that were made now and not before. */
  encoded: number;
}

export interface ConvertOptions {
  /** Folder for what was made before. It may be deleted at any time. */
  cache: string;
  onProgress?: (done: number, total: number) => void;
}

/**
 * Whether pages should offer a plan's variants: not when an earlier conversion found them no gain. A page
 * asks before it is rendered; a plan that is converted for the first time may still be dropped.
 */
export function isWorthwhile(plan: Plan, cache: string): boolean {
  return !existsSync(refusalPath(plan, cache));
}

/**
 * Makes the variants that the cache does not have yet, several at a time. The widest is made first: if it
 * is no smaller than the picture itself, the whole plan is dropped, for narrow variants alone would take
 * the picture's sharpness from fine screens.
 */
export async function convert(
  plans: readonly Plan[],
  options: ConvertOptions,
): Promise<Conversion> {
  const { cache, onProgress } = options;
  const result: Conversion = { files: new Map(), dropped: [], unreadable: [], encoded: 0 };
  const different = [...new Map(plans.map((plan) => [widest(plan).name, plan])).values()];
  const missing = new Map<Plan, Variant[]>();
  for (const plan of different) {
    const refusal = await readRefusal(plan, cache);
    if (refusal) drop(result, plan, refusal);
    else missing.set(plan, await collect(result, plan, cache));
  }
  const work = [...missing].filter(([, variants]) => variants.length > 0);
  if (work.length === 0) return result;

  // sharp costs 50 ms to load and is asked for only now.
  const { default: sharp } = await import('sharp');
  await mkdir(cache, { recursive: true });
  let done = 0;
  const next = work.values();
  async function worker(): Promise<void> {
    for (const [plan, variants] of next) {
      const refusal = await encode(sharp(plan.image.path).autoOrient(), plan, variants, options);
      if (refusal) {
        await writeWhole(refusalPath(plan, cache), `${refusal.reason}: ${refusal.message}`);
        drop(result, plan, refusal);
      } else {
        await collect(result, plan, cache);
        result.encoded += variants.length;
      }
      onProgress?.(++done, work.length);
    }
  }
  // The encoder's bytes depend on its threads; with one for each picture they are the same everywhere.
  sharp.concurrency(1);
  const workers = Math.min(work.length, availableParallelism());
  await Promise.all(Array.from({ length: workers }, worker));
  return result;
}

const widest = ({ variants }: Plan): Variant => variants.at(-1) ?? variants[0];

const refusalPath = (plan: Plan, cache: string) => join(cache, `${widest(plan).name}.refused`);

async function readRefusal(plan: Plan, cache: string): Promise<Refusal | undefined> {
  const path = refusalPath(plan, cache);
  if (!existsSync(path)) return undefined;
  const text = await readFile(path, 'utf8');
  const colon = text.indexOf(': ');
  const reason = text.slice(0, colon) === 'unreadable' ? 'unreadable' : 'larger';
  return { reason, message: text.slice(colon + 2) };
}

function drop(result: Conversion, plan: Plan, { reason, message }: Refusal): void {
  result.dropped.push(plan);
  if (reason === 'unreadable') result.unreadable.push({ path: plan.image.path, message });
}

/** Notes the variants that the cache has, and returns the others. */
async function collect(result: Conversion, plan: Plan, cache: string): Promise<Variant[]> {
  const missing: Variant[] = [];
  for (const variant of plan.variants) {
    const path = join(cache, variant.name);
    if (existsSync(path)) result.files.set(variant.name, { path, bytes: (await stat(path)).size });
    else missing.push(variant);
  }
  return missing;
}

async function encode(
  picture: Sharp,
  plan: Plan,
  variants: readonly Variant[],
  { cache }: ConvertOptions,
): Promise<Refusal | undefined> {
  for (const { width, name } of variants.toReversed()) {
    let file: Buffer;
    try {
      file = await picture
        .clone()
        .resize({ width, withoutEnlargement: true })
        .avif(settings)
        .toBuffer();
    } catch (error) {
      return {
        reason: 'unreadable',
        message: error instanceof Error ? error.message : String(error),
      };
    }
    if (name === widest(plan).name && file.length >= plan.image.bytes) {
      return { reason: 'larger', message: `${file.length} bytes, the picture ${plan.image.bytes}` };
    }
    await writeWhole(join(cache, name), file);
  }
  return undefined;
}

/** Writes a file that is there whole or not at all, also when several builds write it at once. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID()}.part`;
  await writeFile(draft, content);
  await rename(draft, path);
}
