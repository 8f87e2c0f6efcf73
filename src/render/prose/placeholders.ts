/** Unicode's noncharacters stand in no text, and are letters to Markdown. */
const [open, close] = ['\ufdd0', '\ufdd1'];

/** Text of the same length without the noncharacters. */
export const replaceStray = (text: string): string => text.replace(/[\ufdd0\ufdd1]/g, '\ufffd');

/** HTML that is kept out of Markdown's sight, behind short stand-ins, while the text around it is rendered. */
export class Placeholders {
  readonly #html: string[] = [];
  readonly #source: string[] = [];

  /** Stand-in for `html`, which was `source` in the author's text. */
  put(html: string, source: string): string {
    this.#source.push(source);
    return `${open}${this.#html.push(html) - 1}${close}`;
  }

  /** Puts the HTML back. */
  restore(text: string): string {
    return replace(text, this.#html);
  }

  /** Puts back what the author wrote, where text is shown as it is written. */
  restoreSource(text: string): string {
    return replace(text, this.#source);
  }
}

function replace(text: string, values: string[]): string {
  let at = text.indexOf(open);
  if (at < 0) return text;
  let result = '';
  let end = 0;
  for (; at >= 0; at = text.indexOf(open, end)) {
    const last = text.indexOf(close, at);
    result += text.slice(end, at) + (values[Number(text.slice(at + 1, last))] ?? '');
    end = last + 1;
  }
  return result + text.slice(end);
}
