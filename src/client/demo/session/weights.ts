type Reason = 'refused' | 'connection_broke' | 'incomplete' | 'other_weights' | 'no_generator';

/** Why the generator or its weights did not come: a key of the demo's words. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  readonly reason: Reason;
  /** The answer of the server that refused. */
  readonly status: number | undefined;

  constructor(reason: Reason, { status, cause }: { status?: number; cause?: unknown } = {}) {
    super(reason, { cause });
    this.reason = reason;
    this.status = status;
  }
}

const cacheName = 'alis-weights';

/**
 * Weights, from the browser's store if they were here before: their URL names their content, so what is stored never ages.
 * @param bytes how many there must be
 * @param onProgress called with the part that has come, 0 to 1
 * @throws {LoadError}
 */
export async function fetchWeights(
  url: string,
  bytes: number,
  onProgress: (part: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const store = await openStore();
  const stored = await store?.match(url).catch(() => undefined);
  if (stored) {
    const weights = new Uint8Array(await stored.arrayBuffer());
    if (weights.length === bytes) return weights;
  }
  const weights = await download(url, bytes, onProgress);
  if (store) await keep(store, url, weights);
  return weights;
}

export async function haveWeights(url: string): Promise<boolean> {
  const store = await openStore();
  return (await store?.match(url).catch(() => undefined)) !== undefined;
}

/** Drops weights that turned out to be damaged. */
export async function forgetWeights(url: string): Promise<void> {
  const store = await openStore();
  await store?.delete(url).catch(() => {});
}

/** Undefined where the browser refuses to store anything, or the page is not of a secure origin. */
async function openStore(): Promise<Cache | undefined> {
  try {
    return await caches.open(cacheName);
  } catch {
    return undefined;
  }
}

async function download(
  url: string,
  bytes: number,
  onProgress: (part: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const weights = new Uint8Array(bytes);
  let length = 0;
  try {
    // The browser's own cache may hold what was damaged.
    const response = await fetch(url, { cache: 'no-cache' });
    if (!response.ok) throw new LoadError('refused', { status: response.status });
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      if (length + part.value.length <= bytes) weights.set(part.value, length);
      length += part.value.length;
      onProgress(Math.min(1, length / bytes));
    }
  } catch (cause) {
    if (cause instanceof LoadError) throw cause;
    throw new LoadError('connection_broke', { cause });
  }
  if (length !== bytes) throw new LoadError('incomplete');
  return weights;
}

/** Stores weights, in the place of those that had another fingerprint. A store that is full is none. */
async function keep(store: Cache, url: string, weights: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    for (const { url: other } of await store.keys()) {
      if (withoutFingerprint(other) === withoutFingerprint(url)) await store.delete(other);
    }
    await store.put(url, new Response(weights));
  } catch {
    // They are here all the same.
  }
}

function withoutFingerprint(url: string): string {
  return url.replace(/[.-][0-9a-f]{8,64}(?=\.[^/]*$)/, '');
}
