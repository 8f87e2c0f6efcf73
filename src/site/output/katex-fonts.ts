/** A font of KaTeX's, and the classes that an element and those around it have when it is set in it. */
interface KatexFont {
  file: string;
  classes: string[];
}

/** Which of KaTeX's fonts a page shows, read from KaTeX's own style sheet. */
export function katexFonts(css: string): (html: string) => Set<string> {
  const fonts = fontsOf(css);
  return (html) => {
    const present = new Set([...classAttributes(html)].flatMap((names) => names.split(' ')));
    const shown = fonts.filter(({ classes }) => classes.every((name) => present.has(name)));
    return new Set(shown.map(({ file }) => file));
  };
}

const opening = 'class="';

/** The different values of class attributes: few, though a page of formulas has thousands of them. */
function classAttributes(html: string): Set<string> {
  const values = new Set<string>();
  for (let at = html.indexOf(opening); at >= 0; at = html.indexOf(opening, at)) {
    const start = at + opening.length;
    at = html.indexOf('"', start);
    if (at < 0) break;
    values.add(html.slice(start, at));
  }
  return values;
}

function fontsOf(css: string): KatexFont[] {
  const rules = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
    selector,
    body,
  }));
  const files = new Map(
    rules
      .filter(({ selector }) => selector.trim() === '@font-face')
      .map(({ body }) => [faceOf(body), /url\(["']?([^"')]+)/.exec(body)?.[1] ?? '']),
  );
  return rules.flatMap(({ selector, body }) => {
    const file = files.get(faceOf(body));
    if (!file || selector.trim() === '@font-face') return [];
    return selector.split(',').map((each) => ({
      file,
      classes: [...each.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name),
    }));
  });
}

/** Family, weight and style that a rule names, written out. */
function faceOf(body: string): string {
  const family = /(?:font-family:|font:[^;]*?)["']?(KaTeX_\w+)/.exec(body)?.[1] ?? '';
  const bold = /font-weight:(?:bold|700)/.test(body) ? ' bold' : '';
  const italic = /font-style:italic/.test(body) ? ' italic' : '';
  return family + bold + italic;
}
