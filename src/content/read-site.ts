import { YAMLException } from 'js-yaml';
import { type Diagnostic, diagnostic } from './diagnostics.ts';
import { type PageSource, pageSource, positionAt, startsOfLines } from './page-source.ts';
import { type SiteData, siteSchema } from './schema/site.ts';
import { validate } from './validate.ts';
import { readYaml } from './yaml.ts';

export interface ReadSite {
  site: SiteData;
  source: PageSource;
  diagnostics: Diagnostic[];
}

/** Reads `site.yml`; a site without one has the defaults. */
export function readSite(file: string, text: string): ReadSite {
  const parts = { file, text, yaml: text, yamlStart: 0, bodyStart: text.length };
  const problems: Diagnostic[] = [];
  try {
    const { data, root, duplicates } = text.trim()
      ? readYaml(text)
      : { data: {}, root: () => undefined, duplicates: [] };
    const source = pageSource({ ...parts, root, writtenAt: (path) => path });
    for (const { key, start } of duplicates) {
      const place = positionAt(startsOfLines(text), start);
      problems.push(
        diagnostic('duplicate-key', file, place, `the key "${key}" is written twice`, 'keep one'),
      );
    }
    const { value = {}, findings } = validate(siteSchema, data ?? {}, file);
    for (const { code, path, message, hint } of findings)
      problems.push(diagnostic(code, file, source.locateKey(path), message, hint));
    return { site: value, source, diagnostics: problems };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const source = pageSource({ ...parts, root: () => undefined, writtenAt: (path) => path });
    const place = positionAt(startsOfLines(text), error.mark?.position ?? 0);
    const message = `this is not YAML: ${error.reason}`;
    return { site: {}, source, diagnostics: [diagnostic('yaml-syntax', file, place, message)] };
  }
}
