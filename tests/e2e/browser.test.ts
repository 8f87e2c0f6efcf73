import { afterEach, expect, test, vi } from 'vitest';
import { launchBrowser } from './browser.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

async function textHeight(): Promise<number> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<p>Words that need a font</p>');
    return (await page.locator('p').boundingBox())?.height ?? 0;
  } finally {
    await browser.close();
  }
}

test('a browser starts and sets text', async () => {
  expect(await textHeight()).toBeGreaterThan(10);
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'a machine without Chrome uses the one that npm brought',
  { timeout: 60_000 },
  async () => {
    vi.stubEnv('PATH', '');
    vi.stubEnv('CHROME_PATH', '');
    expect(await textHeight()).toBeGreaterThan(10);
  },
);
