import matter from 'gray-matter';
import { YAMLException } from 'js-yaml';
import { type Diagnostic, diagnostic } from './diagnostics.ts';
import { positionAt, startsOfLines } from './page-source.ts';
import { readYaml, type YamlDocument } from './yaml.ts';

export interface FrontMatter {
  data: Record<string, unknown>;
  root: YamlDocument['root'];
  /** The YAML between the fences, and its offset in the file. */
  yaml: string;
  yamlStart: number;
  body: string;
  bodyStart: number;
}

const onlyYaml = () => {
  throw new Error('front matter is data: only YAML is read');
};

/**
 * Splits a content file into front matter and body. gray-matter would run `---js` front matter as a
 * program: only YAML is accepted, and every other engine is replaced by one that refuses.
 */
export function readFrontMatter(
  file: string,
  text: string,
): { frontMatter?: FrontMatter; diagnostics: Diagnostic[] } {
  const problem = (code: Diagnostic['code'], offset: number, message: string, hint: string) => ({
    diagnostics: [diagnostic(code, file, positionAt(startsOfLines(text), offset), message, hint)],
  });

  if (!matter.test(text.replace(/^\uFEFF/, ''))) {
    const message = text.trim() ? 'the file has no front matter' : 'the file is empty';
    return problem('no-front-matter', 0, message, 'begin it with --- , title: ..., ---');
  }
  const language = matter.language(text.replace(/^\uFEFF/, ''));
  if (!['', 'yaml', 'yml'].includes(language.name)) {
    const message = `front matter is YAML, not ${language.name}: it is data and is never run`;
    return problem('front-matter-language', 0, message, 'begin the file with --- alone');
  }

  const byteOrderMark = text.startsWith('\uFEFF') ? 1 : 0;
  const yamlStart = byteOrderMark + 3 + language.raw.length;
  const diagnostics: Diagnostic[] = [];
  let root: FrontMatter['root'] = () => undefined;

  function parse(yaml: string): object {
    const document = readYaml(yaml);
    root = document.root;
    const lines = document.duplicates.length > 0 ? startsOfLines(text) : [];
    for (const { key, start } of document.duplicates) {
      const place = positionAt(lines, yamlStart + start);
      const hint = 'keep one of the two; YAML would silently drop the first';
      diagnostics.push(
        diagnostic('duplicate-key', file, place, `the key "${key}" is written twice`, hint),
      );
    }
    for (const { command, start } of document.lostCommands) {
      const place = positionAt(startsOfLines(text), yamlStart + start);
      const message = `in double quotes YAML reads ${command.slice(0, 2)} as a control character, not as the beginning of ${command}`;
      const hint = `write the text in single quotes or below ">-", or \\${command}`;
      diagnostics.push(diagnostic('lost-backslash', file, place, message, hint));
    }
    return isMapping(document.data) ? document.data : {};
  }

  try {
    const parsed = matter(text, {
      language: 'yaml',
      engines: { yaml: parse, javascript: onlyYaml, json: onlyYaml, coffee: onlyYaml },
    });
    const bodyStart = text.length - parsed.content.length;
    const { data, content: body, matter: yaml } = parsed;
    return { frontMatter: { data, root, yaml, yamlStart, body, bodyStart }, diagnostics };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = yamlStart + (error.mark?.position ?? 0);
    return problem('yaml-syntax', offset, `this is not YAML: ${error.reason}`, yamlHint(error));
  }
}

export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function yamlHint({ reason, mark }: YAMLException): string {
  const line = mark?.buffer.slice(0, mark.position).split('\n').pop() ?? '';
  if (/tab/i.test(reason) || line.includes('\t')) return 'indent with spaces, not with tabs';
  if (/alias/.test(reason)) return 'write the value out where its alias (*name) stands';
  if (/mapping|indentation/.test(reason))
    return 'line keys of one level up; quote a value that holds ": " or begins with @ * & ! % { [';
  return 'quote the value, or write it below a ">-" line, indented';
}
