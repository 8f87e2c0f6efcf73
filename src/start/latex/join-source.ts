import { posix } from 'node:path';
import { MappedText, type SourceFile } from '../text/mapped-text.ts';
import type { TellAt } from '../text/notes.ts';

/** Reads a file of the paper by its path from the main file's folder; undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

const skipped = String.raw`\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|filecontents\*?)\}[\s\S]*?\\end\{\1\}|\\verb\*?([^a-zA-Z\s*])[^\n]*?\2`;
const left = String.raw`\\begin\{comment\}[\s\S]*?\\end\{comment\}`;
const address = String.raw`\\(?:url|href|nolinkurl|path)\s*\{[^{}\n]*\}`;
const braced = String.raw`\\(input|include|subfile|subfileinclude|subimport|import)\*?\s*(?:\{([^{}]*)\}\s*)?\{([^{}]*)\}`;
const bare = String.raw`\\input\s+([^\s{}\\%]+)`;
const comment = String.raw`%[^\n]*`;
const token = `${skipped}|${left}|${address}|${braced}|${bare}|${comment}|\\\\endinput(?![a-zA-Z])|\\\\[\\s\\S]`;

/** More files inside of each other are a circle. */
const deepest = 20;

/** A paper's text with all that it includes in its place, and without comments. */
export function joinSource(main: SourceFile, read: ReadFile, tell: TellAt): MappedText {
  return include(main, '', 0);

  function include(file: SourceFile, folder: string, depth: number): MappedText {
    const whole = MappedText.of(file);
    const { text } = file;
    const parts: MappedText[] = [];
    let at = 0;
    const cut = (start: number, end: number) => {
      parts.push(whole.slice(at, start));
      at = end;
    };
    for (const found of text.matchAll(new RegExp(token, 'g'))) {
      const [written, , , command, first, second, plain] = found;
      const { index } = found;
      if (index < at) continue;
      const end = index + written.length;
      if (written.startsWith('%')) cut(index, endOfComment(text, index, end));
      else if (written.startsWith('\\begin{comment}')) cut(index, end);
      else if (written === '\\endinput') {
        cut(index, text.length);
        break;
      } else if (/^\\(?:url|href|nolinkurl|path)/.test(written)) {
        // A percent sign begins no comment in an address; a parser has to be told.
        const edits = [...written.matchAll(/(?<!\\)%/g)].map(({ index: percent }) => ({
          start: percent,
          end: percent + 1,
          replacement: '\\%',
        }));
        if (edits.length === 0) continue;
        const edited = whole.slice(index, end).edited(edits);
        cut(index, end);
        parts.push(edited);
      } else if (command !== undefined || plain !== undefined) {
        const named = second ?? plain ?? '';
        const below = /import/.test(command ?? '') ? (first ?? '') : '';
        const inner = readNamed(posix.join(folder, below), named);
        if (inner === undefined) {
          tell(whole, index, `there is no file ${named}; what it says is missing`);
          cut(index, end);
        } else if (depth === deepest)
          tell(whole, index, `${named} includes itself; it is taken once`);
        else {
          cut(index, end);
          const nested = /import|subfile/.test(command ?? '') ? posix.dirname(inner.name) : folder;
          parts.push(include(inner, nested === '.' ? '' : nested, depth + 1));
        }
      }
    }
    return MappedText.join([...parts, whole.slice(at)]);
  }

  function readNamed(folder: string, named: string): SourceFile | undefined {
    const path = posix.normalize(posix.join(folder, named.trim().replaceAll('"', '')));
    for (const name of [`${path}.tex`, path]) {
      const text = read(name);
      if (text !== undefined) return { name, text };
    }
    return undefined;
  }
}

/** A comment takes the end of its line with it, and the white space of the next one, unless that is blank. */
function endOfComment(text: string, start: number, end: number): number {
  const next = /\n[ \t]*/y;
  next.lastIndex = end;
  const [line] = next.exec(text) ?? [];
  if (line === undefined) return end;
  const behind = end + line.length;
  return text[behind] === '\n' && !isAlone(text, start) ? end : behind;
}

/** Whether only white space stands before a place in its line, and the line before is not blank. */
function isAlone(text: string, start: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return before.trim() === '';
}
