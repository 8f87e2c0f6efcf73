import { isMapping, type Mapping } from './data.ts';
import { type Code, type Diagnostic, diagnostic } from './diagnostics.ts';
import { findFences } from './fences.ts';
import { positionsIn } from './positions.ts';
import { readYaml, type YamlDocument } from './yaml.ts';
import { problemsOf, syntaxProblem } from './yaml-problems.ts';

export interface FrontMatter {
  data: Mapping;
  root: YamlDocument['root'];
  /** The YAML between the fences, and its offset in the file. */
  yaml: string;
  yamlStart: number;
  body: string;
  bodyStart: number;
}

/** Splits a content file into front matter, which is data and never run, and body. */
export function readFrontMatter(
  file: string,
  text: string,
): { frontMatter?: FrontMatter; diagnostics: Diagnostic[] } {
  const locate = positionsIn(text);
  const refuse = (code: Code, offset: number, message: string, hint: string) => ({
    diagnostics: [diagnostic(code, file, locate(offset), message, hint)],
  });
  const fences = findFences(text);
  if ('code' in fences) return refuse(fences.code, fences.offset, fences.message, fences.hint);

  const { start, language, yamlStart, yamlEnd, bodyStart } = fences;
  if (!['', 'yaml', 'yml'].includes(language)) {
    const message = `front matter is YAML, not ${language}: it is data and is never run`;
    return refuse('front-matter-language', start, message, 'begin the file with --- alone');
  }
  const yaml = text.slice(yamlStart, yamlEnd);
  const inYaml: typeof locate = (offset, length) => locate(yamlStart + offset, length);
  try {
    const document = readYaml(yaml);
    const { root, data = null } = document;
    const parts = { root, yaml, yamlStart, body: text.slice(bodyStart), bodyStart };
    const diagnostics = problemsOf(document, file, inYaml);
    if (isMapping(data)) return { frontMatter: { data, ...parts }, diagnostics };
    if (data === null) return { frontMatter: { data: {}, ...parts }, diagnostics };
    const message = 'front matter is keys and values, which these lines are not';
    const hint = 'write title: and the title, with a space behind the colon';
    const at = inYaml(Math.max(0, yaml.search(/\S/)));
    return {
      diagnostics: [...diagnostics, diagnostic('yaml-syntax', file, at, message, hint)],
    };
  } catch (error) {
    return { diagnostics: [syntaxProblem(error, yaml, file, inYaml)] };
  }
}
