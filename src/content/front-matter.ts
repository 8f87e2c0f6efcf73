import matter from 'gray-matter';
import { isMapping } from './data.ts';
import { type Code, type Diagnostic, diagnostic } from './diagnostics.ts';
import { positionsIn } from './positions.ts';
import { readYaml, type YamlDocument } from './yaml.ts';
import { problemsOf, syntaxProblem } from './yaml-problems.ts';

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
  const locate = positionsIn(text);
  const refuse = (code: Code, message: string, hint: string) => ({
    diagnostics: [diagnostic(code, file, locate(0), message, hint)],
  });

  const byteOrderMark = text.startsWith('\uFEFF') ? 1 : 0;
  // gray-matter takes all behind --- for the name of a language, comments too.
  const written = text.replace(/^(\uFEFF?---[ \t]*)(#.*)/, (_, fence: string, comment: string) =>
    fence.padEnd(fence.length + comment.length),
  );
  if (!matter.test(written.slice(byteOrderMark))) {
    const message = text.trim() ? 'the file has no front matter' : 'the file is empty';
    return refuse('no-front-matter', message, 'begin it with --- , title: ..., ---');
  }
  const language = matter.language(written.slice(byteOrderMark));
  if (!['', 'yaml', 'yml'].includes(language.name)) {
    const message = `front matter is YAML, not ${language.name}: it is data and is never run`;
    return refuse('front-matter-language', message, 'begin the file with --- alone');
  }

  const yamlStart = byteOrderMark + 3 + (language.name ? language.raw.length : 0);
  const inYaml: typeof locate = (offset, length) => locate(yamlStart + offset, length);
  const diagnostics: Diagnostic[] = [];
  let root: FrontMatter['root'] = () => undefined;

  function parse(yaml: string): object {
    const document = readYaml(yaml);
    root = document.root;
    diagnostics.push(...problemsOf(document, file, inYaml));
    return isMapping(document.data) ? document.data : {};
  }

  try {
    const parsed = matter(written, {
      language: 'yaml',
      engines: { yaml: parse, javascript: onlyYaml, json: onlyYaml, coffee: onlyYaml },
    });
    const bodyStart = text.length - parsed.content.length;
    const { data, content: body, matter: yaml } = parsed;
    return { frontMatter: { data, root, yaml, yamlStart, body, bodyStart }, diagnostics };
  } catch (error) {
    return { diagnostics: [syntaxProblem(error, file, inYaml)] };
  }
}
