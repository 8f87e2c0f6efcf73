import { YAMLException } from 'js-yaml';
import { type Diagnostic, diagnostic, type Position } from './diagnostics.ts';
import type { YamlDocument } from './yaml.ts';

/** Where a character of some YAML stands in its file. */
type Locate = (offset: number, length?: number) => Position;

/** What the author should know of YAML that could be read. */
export function problemsOf(
  { duplicates, swallowedEscapes }: YamlDocument,
  file: string,
  locate: Locate,
): Diagnostic[] {
  return [
    ...duplicates.map(({ key, start }) => {
      const message = `the key "${key}" is written twice`;
      const hint = 'keep one of the two; YAML would silently drop the first';
      return diagnostic('duplicate-key', file, locate(start, key.length), message, hint);
    }),
    ...swallowedEscapes.map(({ command, start }) => {
      const message = `in double quotes YAML reads ${command.slice(0, 2)} as a control character, not as the beginning of ${command}`;
      const hint = `write the text in single quotes or below ">-", or \\${command}`;
      return diagnostic('lost-backslash', file, locate(start, command.length), message, hint);
    }),
  ];
}

/** Why a text is not YAML; whatever else was thrown is thrown on. */
export function syntaxProblem(error: unknown, file: string, locate: Locate): Diagnostic {
  if (!(error instanceof YAMLException)) throw error;
  const place = locate(error.mark?.position ?? 0);
  return diagnostic(
    'yaml-syntax',
    file,
    place,
    `this is not YAML: ${error.reason}`,
    hintFor(error),
  );
}

function hintFor({ reason, mark }: YAMLException): string {
  const line = mark?.buffer.slice(0, mark.position).split('\n').pop() ?? '';
  if (/tab/i.test(reason) || line.includes('\t')) return 'indent with spaces, not with tabs';
  if (/alias/.test(reason)) return 'write the value out where its alias (*name) stands';
  if (/mapping|indentation/.test(reason))
    return 'line keys of one level up; quote a value that holds ": " or begins with @ * & ! % { [';
  return 'quote the value, or write it below a ">-" line, indented';
}
