import { z } from 'zod';
import { defineCommand } from '../cli/define-command.ts';
import { exitCodes } from '../cli/failures.ts';
import { olderNames } from '../content/normalize.ts';
import { pageSchema } from '../content/schema/page.ts';

export const command = defineCommand({
  name: 'schema',
  summary: 'prints the JSON Schema of front matter, for editors',
  description:
    'Prints the JSON Schema of front matter. An editor that knows YAML schemas then completes keys and underlines mistakes.',
  operands: [],
  options: {},
  run() {
    console.log(JSON.stringify(frontMatterJsonSchema(), null, 2));
    return exitCodes.done;
  },
});

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
