/** A font of KaTeX's, and the classes that an element and those around it have when it is set in it. */
interface KatexFont {
  file: string;
  classes: string[];
}

/** Which of KaTeX's fonts a page shows, read from KaTeX's own style sheet. */
export function katexFonts(css: string): (html: string) => Set<string> {
  const fonts = fontsOf(css);
  const names = [...new Set(fonts.flatMap(({ classes }) => classes))];
  return (html) => {
    const present = new Set(names.filter((name) => hasClass(html, name)));
    const shown = fonts.filter(({ classes }) => classes.every((name) => present.has(name)));
    return new Set(shown.map(({ file }) => file));
  };
}

/** A plain search: on a large page many times faster than a pattern. */
function hasClass(html: string, name: string): boolean {
  for (let at = html.indexOf(name); at >= 0; at = html.indexOf(name, at + 1)) {
    if (isEdge(html[at - 1]) && isEdge(html[at + name.length])) return true;
  }
  return false;
}

const isEdge = (character: string | undefined) => character === '"' || character === ' ';

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
