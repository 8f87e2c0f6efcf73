/** A stretch of a text, and what is written in its place. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** A text with its edits, which do not overlap; all else stays as it is. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
