import { z } from 'zod';
import { olderNames } from '../content/normalize.ts';
import { pageSchema } from '../content/schema/page.ts';
import { readArguments, withUsage } from './arguments.ts';

const usage = `usage: pagescape schema

Prints the JSON Schema of front matter. In an editor that knows YAML schemas, keys are then completed
and mistakes underlined while writing.`;

export function run(args: string[]): Promise<number> {
  return withUsage(usage, async () => {
    const { values } = readArguments(args, { help: { type: 'boolean', short: 'h' } }, 0);
    console.log(values.help ? usage : JSON.stringify(frontMatterJsonSchema(), null, 2));
    return 0;
  });
}

/** The schema of front matter as an author writes it; keys may also stand under `project:`. */
export function frontMatterJsonSchema() {
  const page = z.toJSONSchema(pageSchema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  });
  const { $schema, properties = {}, ...rest } = page;
  const older = Object.entries(olderNames).map(([old, name]) => [old, properties[name]]);
  const keys = { ...properties, ...Object.fromEntries(older) };
  const project = { type: 'object', properties: keys, additionalProperties: false };
  return {
    $schema,
    title: 'Front matter of a Pagescape page',
    ...rest,
    properties: { ...keys, project },
  };
}
