import { SCALAR_STYLE, type ScalarEvent } from 'js-yaml';
import { controlCharactersIn } from './control-characters.ts';
import type { Code } from './diagnostics.ts';

/** Something to tell an author about YAML, at an offset in it. */
export interface YamlProblem {
  code: Code;
  start: number;
  length?: number;
  message: string;
  hint: string;
}

/** What a scalar's own text may not mean to its author. */
export const scalarTraps = (text: string, event: ScalarEvent): YamlProblem[] =>
  event.style === SCALAR_STYLE.DOUBLE_QUOTED
    ? [...swallowedEscapes(text, event), ...controlEscapes(text, event)]
    : event.style === SCALAR_STYLE.PLAIN && event.valueStart >= 0
      ? [...cutByComment(text, event), ...dashesInside(text, event)]
      : [];

/** Commands of LaTeX that begin with an escape of YAML: `\t` is a tab, `\b` a backspace, `\L` a line separator. */
const commandAsEscape =
  /\\(?:\\|(a(?:lpha|pprox)|b(?:ar|egin|eta|ig)|e(?:ll|psilon|quiv|ta)|f(?:orall|rac)|L(?:ambda)|n(?:abla|eq|u)|P(?:hi|i|si)|r(?:ho|ight)|t(?:au|ext|heta|ilde|imes|o)|v(?:ar[a-z]+|ec))(?![a-zA-Z]))/g;

/** An escape; one letter in two, as JSON has it, gives none. */
const anyEscape = /\\(?:ud[89ab]..\\ud[c-f]..|x([\da-f]{2})|u([\da-f]{4})|(.))/gis;
const namedEscapes = new Map([...'0abefv'].map((name, at) => [name, '\0\x07\b\x1b\f\v'[at]]));

/** Escapes that give a character which no reader sees. */
function controlEscapes(text: string, { valueStart, valueEnd }: ScalarEvent): YamlProblem[] {
  const written = text.slice(valueStart, valueEnd);
  const taken = new Set([...written.matchAll(commandAsEscape)].map(({ index }) => index));
  return [...written.matchAll(anyEscape)].flatMap(
    ({ index, 0: source, 1: two, 2: four, 3: name = '' }) => {
      const code = Number.parseInt(two ?? four ?? '', 16);
      const character = Number.isNaN(code) ? namedEscapes.get(name) : String.fromCharCode(code);
      if (character === undefined || taken.has(index)) return [];
      return controlCharactersIn(character).map(({ message, hint }) => ({
        code: 'control-character' as const,
        start: valueStart + index,
        length: source.length,
        message,
        hint,
      }));
    },
  );
}

function swallowedEscapes(text: string, { valueStart, valueEnd }: ScalarEvent): YamlProblem[] {
  const commands = text.slice(valueStart, valueEnd).matchAll(commandAsEscape);
  return [...commands].flatMap(({ index, 0: command, 1: name }) => {
    if (name === undefined) return [];
    const message = `in double quotes YAML reads ${command.slice(0, 2)} as a control character, not as the beginning of ${command}`;
    const hint = `write the text in single quotes or below ">-", or \\${command}`;
    const [start, length] = [valueStart + index, command.length];
    return [{ code: 'lost-backslash' as const, start, length, message, hint }];
  });
}

/** A comment that follows without a space after its `#`: `Result #1`. */
const closeComment = /[ \t]+(#[^\s#].*)/y;

/** Words that mean a number, a boolean or nothing: a comment behind them takes nothing away. */
const noText = /^(?:[-+.\d][-+.\de]*(?:px)?|true|false|yes|no|on|off|null|~)$/i;

function cutByComment(text: string, { valueStart, valueEnd }: ScalarEvent): YamlProblem[] {
  const after = commentAt(text, valueEnd);
  if (!after?.[1] || noText.test(text.slice(valueStart, valueEnd))) return [];
  return [comment(after[1], valueEnd + after[0].indexOf('#'))];
}

/** In `title: #1 of all` the title is empty. */
export function valueAsComment(text: string, { valueEnd, style }: ScalarEvent): YamlProblem[] {
  const end = style === SCALAR_STYLE.PLAIN ? valueEnd : valueEnd + 1;
  const colon = /^[ \t]*:/.exec(text.slice(end, end + 100))?.[0].length;
  if (colon === undefined) return [];
  const after = commentAt(text, end + colon);
  return after?.[1] ? [comment(after[1], end + colon + after[0].indexOf('#'))] : [];
}

/** Indented dashes do not end the front matter: they are a line of the value above. */
function dashesInside(text: string, { valueStart, valueEnd }: ScalarEvent): YamlProblem[] {
  if (!text.slice(valueStart, valueEnd).includes('---')) return [];
  const found = /\n[ \t]+---(?=[ \t]*(?:\n|$))/.exec(text.slice(valueStart, valueEnd));
  if (!found) return [];
  const start = valueStart + found.index + found[0].length - 3;
  const message = 'these dashes are indented, and so part of the value above';
  const hint = 'write --- at the beginning of the line to end the front matter';
  return [{ code: 'cut-value', start, length: 3, message, hint }];
}

function comment(written: string, start: number): YamlProblem {
  const shown = written.length > 30 ? `${written.slice(0, 30)}…` : written;
  return {
    code: 'cut-value',
    start,
    length: written.length,
    message: `"${shown}" is a comment for YAML, and not part of the value`,
    hint: 'write the whole value in quotes; a comment has a space behind its #',
  };
}

function commentAt(text: string, offset: number): RegExpExecArray | null {
  closeComment.lastIndex = offset;
  return closeComment.exec(text);
}
