import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ConfigData, HtmlValidate, StaticConfigLoader } from 'html-validate';
import { expect, test } from 'vitest';
import { site } from './visit.ts';

const config: ConfigData = {
  extends: ['html-validate:recommended'],
  rules: {
    // The doctype is lower case on purpose; both are the standard's.
    'doctype-style': ['error', { style: 'lowercase' }],
    // KaTeX places its letters by inline style, and authors may write what they like.
    'no-inline-style': 'off',
    // Safari takes a list without bullets for no list unless its role is said.
    'no-redundant-role': 'off',
    'prefer-native-element': ['error', { exclude: ['list'] }],
  },
};

test('every page is valid HTML', async () => {
  const validator = new HtmlValidate(new StaticConfigLoader(config));
  const faults: string[] = [];
  for (const page of site.pages) {
    const path = page === '' || page.endsWith('/') ? `${page}index.html` : page;
    const { results } = await validator.validateString(
      await readFile(join(site.folder, path), 'utf8'),
    );
    for (const { messages } of results) {
      for (const { ruleId, message, line, column } of messages) {
        faults.push(`${path}:${line}:${column} ${ruleId}: ${message}`);
      }
    }
  }
  expect(faults).toEqual([]);
});
