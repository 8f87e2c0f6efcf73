/** Part of a text: LaTeX with what stands around it, or words. */
export interface TextPart {
  readonly formula: boolean;
  readonly text: string;
}

const bracketed = /\\\([\s\S]+?\\\)|\\\[[\s\S]+?\\\]|\\begin\{(\w+\*?)\}[\s\S]+?\\end\{\1\}/;
// As in pandoc: no space inside of the dollars, no digit behind them.
const dollared = /\$\$[\s\S]+?\$\$|(?<![\\$])\$(?=[^\s$])(?:[^$\\]|\\[\s\S])*?(?<!\s)\$(?![\d$])/;

/** Takes a text apart at its formulas, which stay as they are written. */
export function formulasIn(text: string, dollars: boolean): TextPart[] {
  const form = new RegExp(
    dollars ? `${bracketed.source}|${dollared.source}` : bracketed.source,
    'g',
  );
  const parts: TextPart[] = [];
  let at = 0;
  for (const found of text.matchAll(form)) {
    parts.push({ formula: false, text: text.slice(at, found.index) });
    parts.push({ formula: true, text: found[0] });
    at = found.index + found[0].length;
  }
  return [...parts, { formula: false, text: text.slice(at) }].filter((part) => part.text !== '');
}
