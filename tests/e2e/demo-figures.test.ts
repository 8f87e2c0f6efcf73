import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../src/alis/engine/engine.ts';
import { parsePanorama, resample } from '../../src/alis/latent/panorama.ts';
import { anchorTiles } from '../../src/alis/tile/tiles.ts';
import { changedColumns, columns, computed, difference, pictureOn } from './pictures.ts';
import { browser, eventually, site } from './visit.ts';
import { hills } from './weights.ts';

const landscape = parsePanorama('9@0.7');
const rows = 64;
const tileWidth = 32;
let engine: Engine;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  engine = await createEngine(hills, { backends: ['wasm'], workers: 0 });
  page = await open();
});
afterAll(() => engine?.dispose());

async function open(options = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const opened = await context.newPage();
  opened.on('pageerror', ({ message }) => faults.push(message));
  await opened.goto(`${site.url}demo/figures/`);
  return opened;
}

const part = (name: string): Locator => page.locator(`[data-alis=${name}]`);

/** Tiles as the engine computes them here. */
const tilesOf = (first: number, count: number, panorama = landscape) =>
  computed(engine, panorama, first, count);

describe('shift equivariance', () => {
  const slider = (): Locator => part('equivariance').locator('input');
  const shiftTo = async (shift: number): Promise<void> => {
    await slider().evaluate((input: HTMLInputElement, value) => {
      input.value = String(value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }, shift);
    await measured();
  };
  const measured = async (): Promise<void> => {
    const text = part('equivariance').locator('.shift-difference');
    await eventually(() => text.textContent()).toMatch(/^\d+$/);
  };

  // 1 tile is the frame's place at shift 0: in the middle between two anchors.
  it.each([
    { shift: 0.25, first: 1.5, skipped: 0, how: 'generated at this shift' },
    { shift: -0.5, first: 0, skipped: 0, how: 'generated at this shift' },
    { shift: 0.3125, first: 1.5, skipped: 4, how: 'generated at 0.25 and cut' },
  ])('generates the frame at shift $shift', async ({ shift, first, skipped, how }) => {
    await slider().scrollIntoViewIfNeeded();
    await shiftTo(shift);
    const figure = part('equivariance');
    expect(await figure.locator('.shift-how').textContent()).toBe(how);
    const made = await pictureOn(figure.locator('.shift-made'));
    const still = await pictureOn(figure.locator('.shift-still'));
    // At most a rounding apart, where one machine multiplies and adds in one step.
    expect(difference(made, columns(await tilesOf(first, 3), skipped, rows))).toBeLessThanOrEqual(
      1,
    );
    expect(difference(still, await tilesOf(1, 2))).toBeLessThanOrEqual(1);

    const by = shift * rows;
    const overlap = rows - Math.abs(by);
    const own = difference(
      columns(still, Math.max(0, by), overlap),
      columns(made, Math.max(0, -by), overlap),
    );
    expect(await figure.locator('.shift-difference').textContent()).toBe(String(own));
    expect(own).toBeLessThanOrEqual(1);
  });

  it('moves codes, pictures and marks by as much', async () => {
    const figure = part('equivariance');
    const lefts = () =>
      figure.evaluate((root) => {
        const width = root.querySelector('.shift-frame')?.getBoundingClientRect().width ?? 0;
        const world = root.querySelector('.shift-window')?.getBoundingClientRect().width ?? 0;
        const left = (selector: string) =>
          root.querySelector(selector)?.getBoundingClientRect().left ?? 0;
        return {
          codes: left('.shift-code') / world,
          world: left('.shift-view .shift-strip') / world,
          frame: left('.shift-frame > .shift-strip') / width,
          shifted: left('.shift-cut') / width,
          mark: left('.shift-frame .shift-mark') / width,
        };
      });
    await shiftTo(0.125);
    const before = await lefts();
    await shiftTo(0.5);
    const after = await lefts();
    for (const name of ['codes', 'world', 'frame', 'shifted', 'mark'] as const) {
      expect(before[name] - after[name], name).toBeCloseTo(0.375, 2);
    }
  });

  it('is moved by keys, and says by how much', async () => {
    await shiftTo(0.25);
    await slider().focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowLeft');
    expect(await slider().inputValue()).toBe('0.4375');
    expect(await slider().getAttribute('aria-valuetext')).toBe('0.44 frame');
    expect(await part('equivariance').locator('.shift-value').textContent()).toBe('0.44');
    await measured();
    await eventually(() => page.locator('[role=status]').textContent()).toMatch(
      /Shifted by 0\.44 frame.*at most [01] of 255 levels/,
    );
  });
});

describe('alignment', () => {
  const tiles = 16;
  const finding = (): Locator => part('alignment').locator('.alignment-finding');
  const found = () => eventually(() => finding().textContent()).toMatch(/\d/);
  const button = (name: string): Locator =>
    page.getByRole('button', { name: `The ${name} latent code` });

  it.each([
    ['middle', 2],
    ['left', 1],
    ['right', 3],
  ])('shows which columns listen to the %s code, and no others', async (name, anchor) => {
    const figure = part('alignment');
    await figure.scrollIntoViewIfNeeded();
    await button(name).hover();
    await found();
    const { first, last } = anchorTiles(engine.architecture, anchor);
    const [from, to] = [Math.max(0, first) * tileWidth, Math.min(tiles, last + 1) * tileWidth];

    const heat = await pictureOn(figure.locator('.alignment-heat'));
    const before = await tilesOf(0, tiles);
    const after = await tilesOf(0, tiles, resample(landscape, anchor));
    const hot = new Set<number>();
    for (let i = 3; i < heat.data.length; i += 4) {
      if (heat.data[i]) hot.add((i >> 2) % heat.width);
    }
    // A change of one level may be a rounding.
    const changed = changedColumns(before, after, 1);
    expect(changed.length).toBeGreaterThan((to - from) / 2);
    expect(changed.filter((column) => !hot.has(column))).toEqual([]);
    expect([...hot].filter((column) => column < from || column >= to)).toEqual([]);

    const range = await figure.evaluate((root) => {
      const all = root.querySelector('.alignment-picture')?.getBoundingClientRect();
      const part = root.querySelector('.alignment-range')?.getBoundingClientRect();
      if (!all || !part) return [];
      return [part.left, part.right].map((x) => (x - all.left) / all.width);
    });
    expect(range[0]).toBeCloseTo(from / tiles / tileWidth, 2);
    expect(range[1]).toBeCloseTo(to / tiles / tileWidth, 2);
    expect(await finding().textContent()).toBe(
      `${to - from} of these 512 columns listen to it. In the others, the largest change is 0 of 255.`,
    );
  });

  it('shows the landscape with another code when one is pressed, by keyboard too', async () => {
    const figure = part('alignment');
    await button('middle').focus();
    await found();
    await page.keyboard.press('Enter');
    expect(await button('middle').getAttribute('aria-pressed')).toBe('true');
    const canvas = figure.locator('.alignment-after');
    const opacity = () => canvas.evaluate((each) => getComputedStyle(each).opacity);
    await eventually(opacity).toBe('1');
    const after = await tilesOf(0, tiles, resample(landscape, 2));
    expect(difference(await pictureOn(canvas), after)).toBeLessThanOrEqual(1);
    await page.keyboard.press('Enter');
    expect(await button('middle').getAttribute('aria-pressed')).toBe('false');
    await eventually(opacity).toBe('0');
  });
});

describe('both figures', () => {
  it.each(['light', 'dark'] as const)(
    'have no violation that axe finds, in the %s',
    async (colorScheme) => {
      const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
      await page.emulateMedia({ colorScheme });
      await page.evaluate(await readFile(axe, 'utf8'));
      const violations = await page.evaluate<string[]>(`axe
      .run('main', { resultTypes: ['violations'] })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`);
      expect(violations).toEqual([]);
    },
  );

  it('fit on a small phone, with room for a thumb, and move nothing as they come to life', async () => {
    const phone = await open({
      viewport: { width: 320, height: 640 },
      hasTouch: true,
      isMobile: true,
    });
    const shifts = await phone.evaluateHandle(() => {
      const moved: number[] = [];
      const note = (entries: PerformanceEntryList): void => {
        for (const entry of entries) {
          if ('value' in entry && typeof entry.value === 'number') moved.push(entry.value);
        }
      };
      const observer = new PerformanceObserver((list) => note(list.getEntries()));
      observer.observe({ type: 'layout-shift', buffered: true });
      return () => {
        note(observer.takeRecords());
        return moved;
      };
    });
    for (const text of ['.shift-difference', '.alignment-finding']) {
      await phone.locator(`.demo:has(${text})`).evaluate((figure) => figure.scrollIntoView());
      await eventually(() => phone.locator(text).textContent()).toMatch(/\d/);
    }
    const moved = await shifts.evaluate((all) => all());
    expect(Math.max(0, ...moved)).toBeLessThan(0.01);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const codes = phone.locator('.alignment-codes button');
    expect(await codes.count()).toBe(3);
    for (const code of await codes.all()) {
      const box = await code.boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(43.5);
    }
    await codes.last().tap();
    expect(await codes.last().getAttribute('aria-pressed')).toBe('true');
    await phone.context().close();
  });

  it('say the same without a script, and offer nothing that needs one', async () => {
    const plain = await open({ javaScriptEnabled: false });
    for (const name of ['equivariance', 'alignment']) {
      const figure = plain.locator(`[data-alis=${name}]`);
      await figure.scrollIntoViewIfNeeded();
      expect(await figure.locator('img').first().isVisible()).toBe(true);
      expect(await figure.locator('.katex').first().isVisible()).toBe(true);
      expect(await figure.locator('figcaption').textContent()).toMatch(/same|no pixel changes/);
      expect(await figure.locator('button, input').filter({ visible: true }).count()).toBe(0);
    }
    const curve = (await plain.locator('.alignment-measured').getAttribute('d')) ?? '';
    const points = [...curve.matchAll(/L([\d.]+) ([\d.]+)/g)].map(([, x, y]) => ({
      x: Number(x) / (16 * tileWidth),
      y: Number(y),
    }));
    expect(points.length).toBeGreaterThan(50);
    // Greatest near the middle code, nothing at both ends.
    const heard = points.filter(({ y }) => y < 0.5).map(({ x }) => x);
    expect(Math.min(...heard)).toBeGreaterThan(0.25);
    expect(Math.max(...heard)).toBeLessThan(0.75);
    expect([points.at(0)?.y, points.at(-1)?.y]).toEqual([1, 1]);
    await plain.context().close();
  });

  it('follow the landscape when a link shows another', async () => {
    const other = parsePanorama('3');
    await part('equivariance').scrollIntoViewIfNeeded();
    await page.evaluate(() => {
      location.hash = 'landscape=3';
    });
    const still = part('equivariance').locator('.shift-still');
    const frame = await tilesOf(1, 2, other);
    await eventually(async () => difference(await pictureOn(still), frame)).toBeLessThanOrEqual(1);
    await part('alignment').scrollIntoViewIfNeeded();
    await part('alignment').getByRole('button').nth(1).click();
    const after = await tilesOf(4, 8, resample(other, 2));
    const canvas = part('alignment').locator('.alignment-after');
    await eventually(async () =>
      difference(columns(await pictureOn(canvas), 4 * tileWidth, 8 * tileWidth), after),
    ).toBeLessThanOrEqual(1);
  });

  it('break nothing', () => {
    expect(faults).toEqual([]);
  });
});
