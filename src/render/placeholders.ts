/** Unicode's noncharacters stand in no text, and are letters to Markdown. */
const [open, close] = ['\ufdd0', '\ufdd1'];
const placeholder = /\ufdd0(\d+)\ufdd1/g;

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
  return text.includes(open)
    ? text.replace(placeholder, (_, at: string) => values[Number(at)] ?? '')
    : text;
}
