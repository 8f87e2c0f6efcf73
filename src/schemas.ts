import { mkdirSync, writeFileSync } from 'node:fs';
import { frontMatterJsonSchema, siteJsonSchema } from './commands/schema.ts';

/** Writes lib/schemas/, where an editor finds the schemas of the Pagescape that is installed. */
const folder = new URL('schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of [
  ['page.json', frontMatterJsonSchema()],
  ['site.json', siteJsonSchema()],
] as const)
  writeFileSync(new URL(name, folder), `${JSON.stringify(schema, null, 2)}\n`);
