import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { checkSite } from '../../src/check/check.ts';
import { buildSite } from '../../src/site/build.ts';

it('runs axe on built pages, and tells what it finds at the line that made it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'pagescape-'));
  try {
    mkdirSync(join(root, 'content'));
    const text = '---\ntitle: A title\ndescription: Words.\n---\nText.\n\n<button></button>\n';
    writeFileSync(join(root, 'content/a.md'), text);
    writeFileSync(join(root, 'site.yml'), 'url: https://example.org/lab/\n');
    const options = { root, out: join(root, 'dist'), base: '/', strict: false, drafts: false };
    const browser = () => chromium.connect(inject('site').browser);
    const { diagnostics } = await buildSite(options, (site) =>
      checkSite(site, { external: false, browser }),
    );
    expect(
      diagnostics
        .filter(({ code }) => code === 'accessibility')
        .map(({ file, line, message }) => `${file}:${line} ${message}`),
    ).toEqual(['content/a.md:7 Buttons must have discernible text: p:nth-child(2) > button']);
  } finally {
    rmSync(root, { recursive: true });
  }
});
