/** Width of a text in pixels. */
type Measure = (text: string) => number;

/** Breaks text between its words, and a word that is wider than a line between its letters. */
export function linesOf(text: string, width: number, widthOf: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, width, widthOf))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/** The same number of lines, each as long as the others as far as words allow. */
export function balancedLines(text: string, width: number, widthOf: Measure): string[] {
  const lines = linesOf(text, width, widthOf);
  let [narrow, wide] = [width / 2, width];
  while (wide - narrow > 4) {
    const middle = (narrow + wide) / 2;
    if (linesOf(text, middle, widthOf).length > lines.length) narrow = middle;
    else wide = middle;
  }
  return linesOf(text, wide, widthOf);
}

/** At most so many lines; the last of them says that there was more. */
export function cutLines(
  lines: readonly string[],
  most: number,
  width: number,
  widthOf: Measure,
): string[] {
  if (lines.length <= most) return [...lines];
  const words = (lines[most - 1] ?? '').split(' ');
  while (words.length > 1 && widthOf(`${words.join(' ')}…`) > width) words.pop();
  return [...lines.slice(0, most - 1), `${words.join(' ').replace(/[\s,;:.–—-]+$/, '')}…`];
}

/** Names with commas between them, in at most two lines; of those that have no room, how many they are. */
export function nameLines(names: readonly string[], width: number, widthOf: Measure): string[] {
  for (let shown = names.length; shown > 0; shown--) {
    const left = names.length - shown;
    const written = names
      .slice(0, shown)
      .map((name, index) => (index < shown - 1 || left > 0 ? `${name},` : name));
    // A name stays in one line.
    const whole = [...written, ...(left > 0 ? [`+${left}`] : [])].map((name) =>
      name.replaceAll(' ', '\u00a0'),
    );
    const lines = linesOf(whole.join(' '), width, widthOf);
    if (lines.length <= 2) return lines;
  }
  return [];
}

function pieces(word: string, width: number, widthOf: Measure): string[] {
  if (widthOf(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (part !== '' && widthOf(part + letter) > width) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part];
}
