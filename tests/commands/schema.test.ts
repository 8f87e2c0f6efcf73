import { describe, expect, it } from 'vitest';
import { frontMatterJsonSchema } from '../../src/commands/schema.ts';
import { blockTypes } from '../../src/content/schema/blocks.ts';

describe('the JSON Schema of front matter', () => {
  const schema = JSON.parse(JSON.stringify(frontMatterJsonSchema()));

  it('is one that editors read, and says what keys mean', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.description.description).toContain('search engines');
  });

  it('has each key under its name, its older name, and below project', () => {
    for (const keys of [schema.properties, schema.properties.project.properties])
      expect(Object.keys(keys)).toEqual(
        expect.arrayContaining([
          'title',
          'abstract',
          'informal_summary',
          'organizations',
          'sections',
        ]),
      );
  });

  it('has every type of block', () => {
    const text = JSON.stringify(schema);
    for (const type of blockTypes) expect(text, type).toContain(`"const":"${type}"`);
  });
});
