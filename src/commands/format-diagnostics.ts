import { relative, sep } from 'node:path';
import { styleText } from 'node:util';
import { withControlCharactersNamed } from '../content/control-characters.ts';
import type { Diagnostic, Position } from '../content/diagnostics.ts';

export interface DiagnosticContext {
  /** Folder that the diagnostics' files are relative to, and the one the reader stands in. */
  root: string;
  here: string;
  /** Lines of a file named by a diagnostic. */
  linesOf: (file: string) => readonly string[] | undefined;
  colors: boolean;
}

/** More problems of one file than this are counted and not shown: they mostly have one cause. */
const mostOfOneFile = 100;

/** For a person at a terminal: place, problem, the lines around it, what to write instead. */
export function formatPretty(
  diagnostics: readonly Diagnostic[],
  context: DiagnosticContext,
): string {
  const byFile = new Map<string, Diagnostic[]>();
  for (const problem of diagnostics) {
    const before = byFile.get(problem.file);
    if (before) before.push(problem);
    else byFile.set(problem.file, [problem]);
  }
  return [...byFile]
    .flatMap(([file, problems]) => {
      const shown = problems.slice(0, mostOfOneFile).map((problem) => prettyOne(problem, context));
      const hidden = problems.length - shown.length;
      if (hidden > 0) shown.push(`${pathFrom(context, file)}: ${hidden} more problems\n`);
      return shown;
    })
    .join('\n');
}

const colors = { error: 'red', warning: 'yellow', note: 'blue' } as const;

function prettyOne(problem: Diagnostic, context: DiagnosticContext): string {
  const { severity, code, message, hint } = problem;
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    context.colors ? styleText(format, text) : text;
  const color = colors[severity];
  const place = `${pathFrom(context, problem.file)}:${problem.line}:${problem.column}`;
  return [
    `${paint('bold', named(place))} ${paint(color, `${severity}[${code}]`)} ${named(message)}`,
    ...frame(context.linesOf(problem.file), problem, (text) => paint(color, text)),
    ...(hint ? [`    ${paint('cyan', 'hint:')} ${named(hint)}`] : []),
    '',
  ].join('\n');
}

const named = withControlCharactersNamed;

/** A piece of a line as the frame shows it, in which every character keeps its column. */
const inFrame = (text: string) =>
  text.replaceAll('\t', ' ').replaceAll(/\p{Cc}|\p{Cs}/gu, '\ufffd');

const frameWidth = 100;

function frame(
  lines: readonly string[] | undefined,
  { line, column, length = 1 }: Position,
  paint: (text: string) => string,
): string[] {
  if (lines === undefined) return [];
  // A long line is shown around the place, not from its start.
  const left = Math.max(0, column - 1 - Math.floor(frameWidth / 2));
  const shown = [line - 1, line].filter((number) => number >= 1 && number <= lines.length);
  const gutter = String(line).length;
  const rows = shown.map((number) => {
    const part = inFrame((lines[number - 1] ?? '').slice(left, left + frameWidth));
    const mark = number === line ? paint('>') : ' ';
    return `  ${mark} ${String(number).padStart(gutter)} | ${left > 0 ? '…' : ''}${part}`.trimEnd();
  });
  const part = (lines[line - 1] ?? '').slice(left, left + frameWidth);
  const at = column - 1 - left;
  const indent = ' '.repeat(columnsOf(part.slice(0, at)) + (left > 0 ? 1 : 0));
  const marked = '^'.repeat(Math.max(1, columnsOf(part.slice(at, at + length))));
  return [...rows, `    ${' '.repeat(gutter)} | ${indent}${paint(marked)}`];
}

/** Letters that take two columns of a terminal (Unicode, annex 11), and marks that take none. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;
const withoutWidth = /\p{Mn}|\p{Me}|\p{Cf}/gu;

/** How many columns of a terminal a text takes; an emoji takes two, as it has two units. */
const columnsOf = (text: string): number =>
  text.replaceAll(withoutWidth, '').replaceAll(wide, '  ').length;

/** Workflow commands, which GitHub shows beside the changed lines. */
export function formatGithub(
  diagnostics: readonly Diagnostic[],
  context: DiagnosticContext,
): string {
  return diagnostics
    .map(({ severity, code, file, line, column, message, hint }) => {
      const properties = {
        file: named(pathFrom(context, file)),
        line: String(line),
        col: String(column),
        title: code,
      };
      const list = Object.entries(properties).map(
        ([key, value]) => `${key}=${escapeProperty(value)}`,
      );
      const text = named(hint ? `${message}\n${hint}` : message);
      return `::${severity === 'note' ? 'notice' : severity} ${list.join(',')}::${escapeData(text)}`;
    })
    .join('\n');
}

const escapeData = (text: string) =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string) =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** A file as it is found from where the reader stands. */
export function pathFrom(
  { root, here }: Pick<DiagnosticContext, 'root' | 'here'>,
  file: string,
): string {
  const prefix = relative(here, root).replaceAll(sep, '/');
  return prefix ? `${prefix}/${file}` : file;
}
