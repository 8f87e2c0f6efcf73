import { YAMLException } from 'js-yaml';
import { type Diagnostic, diagnostic, type Position } from './diagnostics.ts';
import type { YamlDocument } from './yaml.ts';
import { blame } from './yaml-blame.ts';

/** Where a character of some YAML stands in its file. */
type Locate = (offset: number, length?: number) => Position;

/** What the author should know of YAML that could be read. */
export const problemsOf = ({ problems }: YamlDocument, file: string, locate: Locate) =>
  problems.map(({ code, start, length, message, hint }) =>
    diagnostic(code, file, locate(start, length), message, hint),
  );

/** Why a text is not YAML; whatever else was thrown is thrown on. */
export function syntaxProblem(
  error: unknown,
  yaml: string,
  file: string,
  locate: Locate,
): Diagnostic {
  if (!(error instanceof YAMLException)) throw error;
  const { offset, message, hint } = blame(yaml, error);
  return diagnostic('yaml-syntax', file, locate(offset), message, hint);
}
