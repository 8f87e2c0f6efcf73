/** Reads what follows a command, piece by piece; a piece that is not there is undefined, and nothing is read. */
export interface Reader {
  readonly start: number;
  readonly at: number;
  /** A command's name, in braces or not. */
  name(): string | undefined;
  group(): string | undefined;
  optional(): string | undefined;
  match(pattern: RegExp): RegExpExecArray | undefined;
}

export function readerAt(text: string, start: number): Reader {
  let at = start;
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text) ?? undefined;
    if (found) at = pattern.lastIndex;
    return found;
  };
  const enclosed = (open: string, close: string) => {
    const begin = new RegExp(`\\s*\\${open}`, 'y');
    begin.lastIndex = at;
    if (!begin.test(text)) return undefined;
    const end = endOfGroup(text, begin.lastIndex, close);
    if (end === undefined) return undefined;
    at = end + 1;
    return text.slice(begin.lastIndex, end);
  };
  return {
    start,
    get at() {
      return at;
    },
    name: () => {
      const found = match(/\s*(?:\{\s*\\([a-zA-Z@]+|[^a-zA-Z])\s*\}|\\([a-zA-Z@]+|[^a-zA-Z]))/y);
      return found?.[1] ?? found?.[2];
    },
    group: () => enclosed('{', '}'),
    optional: () => enclosed('[', ']'),
    match,
  };
}

/** Where a group ends whose inside begins at `start`: at a closing sign outside of braces. */
function endOfGroup(text: string, start: number, close: string): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (depth === 0 && sign === close) return at;
    else if (sign === '{') depth++;
    else if (sign === '}') depth--;
    if (depth < 0) return undefined;
  }
  return undefined;
}
