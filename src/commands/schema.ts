import { z } from 'zod';
import { defineCommand } from '../cli/define-command.ts';
import { exitCodes } from '../cli/failures.ts';
import { flag } from '../cli/options.ts';
import { olderNames } from '../content/normalize.ts';
import { pageSchema } from '../content/schema/page.ts';
import { siteSchema } from '../content/schema/site.ts';

export const command = defineCommand({
  name: 'schema',
  summary: 'prints the JSON Schema of front matter, for editors',
  description:
    'Prints the JSON Schema of front matter. An editor that knows YAML schemas then completes keys and underlines mistakes.',
  operands: [],
  options: { site: flag('of site.yml instead') },
  run({ options: { site } }) {
    console.log(JSON.stringify(site ? siteJsonSchema() : frontMatterJsonSchema(), null, 2));
    return exitCodes.done;
  },
});

/** The schema of front matter as an author writes it; keys may also stand under `project:`. */
export function frontMatterJsonSchema() {
  const page = jsonSchema(pageSchema);
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

/** The schema of `site.yml`. */
export const siteJsonSchema = () => ({ title: 'site.yml of Pagescape', ...jsonSchema(siteSchema) });

const jsonSchema = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
