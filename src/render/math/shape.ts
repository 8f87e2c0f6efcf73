/** More signs in a row than this may be wider than a phone. */
const wideFrom = 24;

/** Gives a formula's HTML what it needs to fit a narrow page: see styles/math.css. */
export function shape(html: string): string {
  if (html.includes('<span class="katex-tag">')) return withNumberBeside(html);
  if (html.length < 1000 || isDisplayed(html)) return html;
  return widestPiece(html) > wideFrom ? `<span class="wide-formula">${html}</span>` : html;
}

const isDisplayed = (html: string) => /class="katex-display"|display="block"/.test(html);

const htmlStart = '<span class="katex-html" aria-hidden="true">';
const tagStart = '<span class="katex-tag">';

/** Puts an element around the formula without its number, so that it can scroll while the number stays. */
function withNumberBeside(html: string): string {
  const start = html.indexOf(htmlStart) + htmlStart.length;
  const end = html.lastIndexOf(tagStart);
  const formula = html.slice(start, end);
  return `${html.slice(0, start)}<span class="equation">${formula}</span>${html.slice(end)}`;
}

/** Signs in the widest piece that a browser cannot break; one that only knows MathML breaks none. */
function widestPiece(html: string): number {
  const start = html.indexOf(htmlStart);
  const pieces =
    start < 0
      ? [html.slice(0, html.indexOf('<annotation'))]
      : html.slice(start).split('<span class="katex-base">');
  const signs = pieces.map((piece) => piece.replace(/<[^>]*>|\s|\u200b/g, '').length);
  return Math.max(...signs);
}
