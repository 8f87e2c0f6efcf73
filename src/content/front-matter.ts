import matter from 'gray-matter';
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

/** gray-matter looks for a comment from every empty line on, past all that follow: many thousands would take it minutes. */
const mostBlank = 2000;

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
  const locate = positionsIn(text);
  const refuse = (code: Code, offset: number, message: string, hint: string) => ({
    diagnostics: [diagnostic(code, file, locate(offset), message, hint)],
  });
  const fences = findFences(text);
  if ('code' in fences) return refuse(fences.code, fences.offset, fences.message, fences.hint);

  const blank = blankRun(text.slice(fences.start, fences.end));
  if (blank !== undefined) {
    const message = `the front matter has more than ${mostBlank} spaces and line ends in a row`;
    return refuse('yaml-syntax', fences.start + blank, message, 'take the empty lines out');
  }

  const written = fences.text.slice(fences.start);
  const language = matter.language(written);
  if (!['', 'yaml', 'yml'].includes(language.name)) {
    const message = `front matter is YAML, not ${language.name}: it is data and is never run`;
    return refuse('front-matter-language', fences.start, message, 'begin the file with --- alone');
  }
  const yamlStart = fences.start + 3 + (language.name ? language.raw.length : 0);
  const inYaml: typeof locate = (offset, length) => locate(yamlStart + offset, length);
  const diagnostics: Diagnostic[] = [];
  let root: FrontMatter['root'] = () => undefined;
  let yaml = '';
  let readable = true;

  function parse(source: string): object {
    yaml = source;
    const document = readYaml(source);
    root = document.root;
    diagnostics.push(...problemsOf(document, file, inYaml));
    if (isMapping(document.data)) return document.data;
    if (document.data === null || document.data === undefined) return {};
    readable = false;
    const message = 'front matter is keys and values, which these lines are not';
    const hint = 'write title: and the title, with a space behind the colon';
    const at = source.search(/\S/);
    diagnostics.push(diagnostic('yaml-syntax', file, inYaml(Math.max(0, at)), message, hint));
    return {};
  }

  try {
    const { data, content: body } = matter(written, {
      language: 'yaml',
      engines: { yaml: parse, javascript: onlyYaml, json: onlyYaml, coffee: onlyYaml },
    });
    if (!readable) return { diagnostics };
    const bodyStart = text.length - body.length;
    return { frontMatter: { data, root, yaml, yamlStart, body, bodyStart }, diagnostics };
  } catch (error) {
    return { diagnostics: [syntaxProblem(error, yaml, file, inYaml)] };
  }
}

/** Where more blank characters stand in a row than are read. */
function blankRun(text: string): number | undefined {
  for (const { 0: run, index } of text.matchAll(/\s+/g)) {
    if (run.length > mostBlank) return index;
  }
  return undefined;
}
