import { normalText } from './decode.ts';
import type { Diagnostic } from './diagnostics.ts';
import { diagnosticsOf, type PageSource, pageSource } from './page-source.ts';
import { positionsIn } from './positions.ts';
import { type SiteData, siteSchema } from './schema/site.ts';
import { validate } from './validate.ts';
import { writtenIn } from './written-in.ts';
import { readYaml } from './yaml.ts';
import { problemsOf, syntaxProblem } from './yaml-problems.ts';

export interface ReadSite {
  site: SiteData;
  source: PageSource;
  diagnostics: Diagnostic[];
}

/** Reads `site.yml`; a site without one has the defaults. */
export function readSite(file: string, written: string): ReadSite {
  const text = normalText(written);
  const parts = { file, text, yaml: text, yamlStart: 0, bodyStart: text.length };
  const locate = positionsIn(text);
  const nothing = { site: {}, source: pageSource({ ...parts, root: () => undefined }) };
  if (!text.trim()) return { ...nothing, diagnostics: [] };
  try {
    const document = readYaml(text);
    const source = pageSource({ ...parts, root: document.root });
    const { value = {}, findings } = validate(siteSchema, document.data ?? {}, { subject: file });
    const diagnostics = [...problemsOf(document, file, locate), ...diagnosticsOf(findings, source)];
    return { site: writtenIn(file, value), source, diagnostics };
  } catch (error) {
    return { ...nothing, diagnostics: [syntaxProblem(error, text, file, locate)] };
  }
}
