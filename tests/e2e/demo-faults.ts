import type { Page } from 'playwright-core';

/**
 * What can go wrong for a visitor of the demo, done to a page. Those that are `async` without more are to be called before the page
 * is opened; a fault of the network ends with `mend`.
 */
export interface Fault {
  mend(): Promise<void>;
}

const weights = '**/*.safetensors*';
const engine = /\/engine\.[^/]*js/;

async function answer(
  page: Page,
  url: string | RegExp,
  change: (body: Buffer) => { status?: number; body: Buffer } | undefined,
): Promise<Fault> {
  await page.route(url, async (route) => {
    const response = await route.fetch();
    const changed = change(await response.body());
    if (!changed) return route.abort('connectionreset');
    // The length is that of what is sent.
    const { 'content-length': _, 'content-encoding': __, ...headers } = response.headers();
    return route.fulfill({ status: response.status(), headers, ...changed });
  });
  return { mend: () => page.unroute(url) };
}

export function weightsMissing(page: Page): Promise<Fault> {
  return answer(page, weights, () => ({ status: 404, body: Buffer.from('') }));
}

export function weightsUnreachable(page: Page): Promise<Fault> {
  return answer(page, weights, () => undefined);
}

export function weightsTruncated(page: Page): Promise<Fault> {
  return answer(page, weights, (body) => ({ body: body.subarray(0, body.length / 2) }));
}

/** As long as they should be, and wrong. */
export function weightsDamaged(page: Page): Promise<Fault> {
  return answer(page, weights, (body) => ({ body: Buffer.from(body).fill(0xff, 4096) }));
}

export function engineMissing(page: Page): Promise<Fault> {
  return answer(page, engine, () => ({ status: 404, body: Buffer.from('') }));
}

/** Neither on the page nor in workers. */
export function noWebAssembly(page: Page): Promise<Fault> {
  return answer(page, engine, (body) => ({
    body: Buffer.concat([Buffer.from('delete globalThis.WebAssembly;'), body]),
  }));
}

/** As with cookies blocked: the browser throws. */
export async function storageRefused(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException('refused', 'SecurityError'));
    Object.defineProperty(globalThis, 'caches', { value: { open: refuse, match: refuse } });
  });
}

export async function dataSaver(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
}

export async function littleMemory(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'deviceMemory', { value: 1 });
  });
}

/** `kill` makes every worker of the page fail, as when the system ends them. */
export async function killableWorkers(page: Page): Promise<{ kill(): Promise<void> }> {
  await page.addInitScript(() => {
    const workers: Worker[] = [];
    Object.assign(globalThis, { killableWorkers: workers });
    globalThis.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        workers.push(this);
      }
    };
  });
  return {
    kill: () =>
      page.evaluate(() => {
        const { killableWorkers } = globalThis as unknown as { killableWorkers: Worker[] };
        for (const worker of killableWorkers.splice(0)) {
          worker.terminate();
          worker.dispatchEvent(new ErrorEvent('error', { message: 'ended' }));
        }
      }),
  };
}

/** Hides the page as a tab in the background is, and shows it again. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
      Object.defineProperty(document, 'hidden', { configurable: true, value: state === 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    },
    hidden ? 'hidden' : 'visible',
  );
}

/** What a browser does to a canvas when its GPU process ends. */
export async function loseCanvas(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('this is no canvas');
    canvas.dispatchEvent(new Event('contextlost', { cancelable: true }));
    // Setting the size clears it.
    canvas.width += 0;
    canvas.dispatchEvent(new Event('contextrestored'));
  });
}
