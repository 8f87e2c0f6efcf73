import { describe, expect, test } from 'vitest';
import { eventually, site, visit } from './visit.ts';

describe('tabs', () => {
  test('show one panel, and another by a click or by arrow keys', async () => {
    const { page, problems, close } = await visit();
    await page.goto(`${site.url}tabs/`);
    const list = page.getByRole('tablist', { name: 'Kinds' });
    const chosen = list.getByRole('tab', { selected: true });
    const panel = page.getByRole('tabpanel');
    expect(await chosen.innerText()).toBe('Words');
    expect(await panel.innerText()).toBe('The first text.');
    await list.getByRole('tab', { name: 'The end' }).click();
    expect(await panel.innerText()).toBe('The last text.');
    await page.keyboard.press('ArrowRight');
    expect(await chosen.innerText()).toBe('Words');
    await page.keyboard.press('ArrowRight');
    expect(await chosen.innerText()).toBe('Pictures');
    expect(await chosen.evaluate((tab) => tab === document.activeElement)).toBe(true);
    await page.keyboard.press('End');
    expect(await chosen.innerText()).toBe('The end');
    await page.keyboard.press('Home');
    expect(await chosen.innerText()).toBe('Words');
    expect(problems.errors).toEqual([]);
    await close();
  });

  test.each(['pictures', 'two-of-them'])('open where #%s leads', async (id) => {
    const { page, close } = await visit();
    await page.goto(`${site.url}tabs/#${id}`);
    const chosen = page.getByRole('tab', { selected: true });
    await eventually(() => chosen.innerText()).toBe('Pictures');
    await close();
  });

  test('begin with the first where an address is none', async () => {
    const { page, problems, close } = await visit();
    await page.goto(`${site.url}tabs/#50%`);
    await eventually(() => page.getByRole('tab', { selected: true }).innerText()).toBe('Words');
    expect(problems.errors).toEqual([]);
    await close();
  });

  test('are all below each other without a script, and on paper', async () => {
    for (const javaScriptEnabled of [false, true]) {
      const { page, close } = await visit({ javaScriptEnabled });
      await page.goto(`${site.url}tabs/`);
      if (javaScriptEnabled) await page.emulateMedia({ media: 'print' });
      for (const title of ['Words', 'Pictures', 'The end'])
        expect(await page.getByRole('heading', { name: title }).isVisible()).toBe(true);
      expect(await page.getByText('The last text.').isVisible()).toBe(true);
      expect(await page.locator('.tab-list').isVisible()).toBe(false);
      await close();
    }
  });
});

test('thumbnails of a gallery choose what is shown, with its words', async () => {
  const { page, problems, close } = await visit();
  await page.goto(`${site.url}gallery/`);
  const skies = page.getByRole('tablist', { name: 'Skies' });
  const shown = async () => {
    const captions = page.locator('.gallery').getByText(/caption/);
    return (await captions.filter({ visible: true }).allInnerTexts()).join();
  };
  expect(await shown()).toBe('The first caption.');
  await skies.getByRole('tab', { name: 'Glide' }).click();
  expect(await shown()).toBe('The second caption.');
  await page.keyboard.press('ArrowRight');
  expect(await shown()).toBe('The third caption.');
  expect(problems.errors).toEqual([]);
  await close();
});

describe('a carousel of anything', () => {
  test('plays the videos of the slides that are seen, muted and in a loop', async () => {
    const { page, problems, close } = await visit({ viewport: { width: 1000, height: 800 } });
    await page.goto(`${site.url}slides/`);
    const films = page.getByRole('region', { name: 'Films', exact: true });
    await films.scrollIntoViewIfNeeded();
    const states = () =>
      films
        .locator('video')
        .evaluateAll((videos: HTMLVideoElement[]) =>
          videos.map(({ paused, muted, loop }) => (muted && loop ? !paused : 'loud')),
        );
    await eventually(states).toEqual([true, false]);
    await films.getByRole('button', { name: 'Next slide' }).click();
    await eventually(states).toEqual([false, true]);
    expect(problems.errors).toEqual([]);
    await close();
  });

  test('leaves the arrow keys to the slider in a slide', async () => {
    const { page, close } = await visit();
    await page.goto(`${site.url}slides/`);
    const films = page.getByRole('region', { name: 'Films', exact: true });
    await films.getByRole('button', { name: 'Go to last slide' }).click();
    const slider = films.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    expect(Number(await slider.inputValue())).toBeGreaterThan(50);
    expect(await slider.evaluate((element) => element.closest('.is-active') !== null)).toBe(true);
    await close();
  });
});

test('a card leads on from anywhere on it, and a link in its text to where that leads', async () => {
  const { page, close } = await visit();
  await page.goto(`${site.url}lists/`);
  const card = page.locator('.card').first();
  const leads = (x: number, y: number) =>
    card.evaluate(
      (element, [x = 0, y = 0]) => {
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const at = [left + x * (right - left), top + y * (bottom - top)] as const;
        return document.elementFromPoint(...at)?.closest('a')?.href;
      },
      [x, y],
    );
  for (const [x, y] of [
    [0.9, 0.1],
    [0.5, 0.95],
    [0.1, 0.5],
  ] as const)
    expect(await leads(x, y)).toBe('https://example.org/d');
  const link = card.getByRole('link', { name: 'list' });
  expect(
    await link.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const found = document.elementFromPoint(left + width / 2, top + height / 2);
      return found?.closest('a') === element;
    }),
  ).toBe(true);
  await close();
});

test('the list of contents stands in a wide margin and marks what is read', async () => {
  const { page, problems, close } = await visit({ viewport: { width: 1400, height: 800 } });
  await page.goto(`${site.url}contents/`);
  const list = page.getByRole('navigation', { name: 'Contents' });
  const marked = () => list.locator('[aria-current]').allInnerTexts();
  await page.evaluate(() => scrollTo({ top: 900, behavior: 'instant' }));
  await eventually(() => list.isVisible()).toBe(true);
  await eventually(marked).toEqual(['Wide']);
  await list.getByRole('link', { name: 'Last' }).click();
  await eventually(marked).toEqual(['Last']);
  await page.setViewportSize({ width: 1200, height: 800 });
  expect(await list.isVisible()).toBe(false);
  expect(problems.errors).toEqual([]);
  await close();
});
