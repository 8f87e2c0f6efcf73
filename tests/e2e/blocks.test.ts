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
