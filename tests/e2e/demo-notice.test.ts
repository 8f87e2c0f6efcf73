import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { dataSaver, noWebAssembly, weightsMissing } from './demo-faults.ts';
import { eventually, site, visit } from './visit.ts';

async function open(prepare: (page: Page) => Promise<unknown>) {
  const { page, close } = await visit({ viewport: { width: 1000, height: 3000 } });
  await prepare(page);
  await page.goto(`${site.url}demo/all/`);
  return { page, close };
}

/** What the notices of all parts say now, those that are seen. */
const notices = (page: Page) => page.locator('.demo-notice:visible').allInnerTexts();

const four = (text: RegExp) => Array.from({ length: 4 }, () => expect.stringMatching(text));

describe('every part of the demo', () => {
  test('asks a visitor who saves data, and one consent is enough', async () => {
    const { page, close } = await open(dataSaver);
    await eventually(() => notices(page)).toEqual(
      four(/^The generator has to be loaded first\.\s+Load it \(0\.\d MB\)$/),
    );
    await page
      .getByRole('button', { name: /^Load it/ })
      .nth(2)
      .click();
    await eventually(() => notices(page)).toEqual([]);
    await page.locator('.panorama-stage.is-live').waitFor();
    await close();
  });

  test('says that the generator could not come, and tries again from any', async () => {
    let mend = async (): Promise<void> => {};
    const { page, close } = await open(async (fresh) => {
      ({ mend } = await weightsMissing(fresh));
    });
    const sentence = /^The weights could not be loaded \(404\)\./;
    await eventually(() => notices(page)).toEqual(four(sentence));
    expect(await page.getByRole('status').allTextContents()).toEqual([
      expect.stringMatching(sentence),
    ]);
    await mend();
    await page.getByRole('button', { name: 'Try again' }).nth(1).click();
    await eventually(() => notices(page)).toEqual([]);
    await page.locator('.splide.is-initialized').waitFor();
    await close();
  });

  test('says without a button what a browser cannot do', async () => {
    const { page, close } = await open(noWebAssembly);
    await eventually(() => notices(page)).toEqual(four(/^This browser cannot run the generator: /));
    expect(await page.locator('.demo-notice button:visible').count()).toBe(0);
    await close();
  });
});
