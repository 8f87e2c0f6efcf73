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

/** Only what was put is put back: other text may have come to look like it. */
function replace(text: string, values: string[]): string {
  if (!text.includes(open)) return text;
  return text.replace(standIn, (found, index: string) => values[Number(index)] ?? found);
}

const standIn = new RegExp(`${open}(\\d+)${close}`, 'g');

/** What an address must not be decoded to. */
const encodedMark = /(%EF%B7%9[01])/i;

/** Decodes parts of an address, and leaves what would become one of the marks here as it is. */
export const decodeAround = (address: string, decode: (part: string) => string): string =>
  encodedMark.test(address)
    ? address
        .split(encodedMark)
        .map((part) => (encodedMark.test(part) ? part : decode(part)))
        .join('')
    : decode(address);
