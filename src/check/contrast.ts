import { blend, type Color, parse, wcagContrast } from 'culori';
import type { Diagnostic } from '../content/diagnostics.ts';
import type { Element } from './html.ts';
import type { SiteText, SiteView } from './site-view.ts';

/** What text and page have where an author says nothing: `--ink` and `--paper` of our styles. */
const schemes = [
  { name: 'light', text: '#1b1c1e', paper: '#fdfcf9' },
  { name: 'dark', text: '#e7e4de', paper: '#131417' },
] as const;
type Scheme = (typeof schemes)[number];

/** WCAG 2.2, success criterion 1.4.3; headings of ours are large text. */
const least = (name: string) => (/^h[12]$/.test(name) ? 3 : 4.5);

interface Colours {
  text: Color;
  paper: Color;
  /** The declaration that the author wrote last; text without one is in our colours. */
  written: string | undefined;
}

/** Texts in colours of the author's that cannot be read well, in the light scheme or the dark one. */
export function lowContrast(view: SiteView): Diagnostic[] {
  return view.texts.flatMap((text) => {
    if (!text.html || view.site.copyOf(text.path) !== undefined) return [];
    const told = new Set<string>();
    return schemes.flatMap((scheme) => faultsIn(text, scheme, view, told));
  });
}

function faultsIn(text: SiteText, scheme: Scheme, view: SiteView, told: Set<string>): Diagnostic[] {
  const start: Colours = {
    text: parse(scheme.text) ?? { mode: 'rgb', r: 0, g: 0, b: 0 },
    paper: parse(scheme.paper) ?? { mode: 'rgb', r: 1, g: 1, b: 1 },
    written: undefined,
  };
  const known = new Map<Element, Colours>();
  return (text.html?.elements ?? []).flatMap((element) => {
    const colours = coloursOf(
      element,
      (element.parent && known.get(element.parent)) ?? start,
      scheme,
    );
    known.set(element, colours);
    const { written } = colours;
    if (written === undefined || told.has(written) || !/\S/.test(element.text)) return [];
    if (isUnseen(element)) return [];
    const shown = blend([colours.paper, colours.text]);
    const contrast = wcagContrast(shown, colours.paper);
    if (contrast >= least(element.name)) return [];
    told.add(written);
    const message = `"${written}" is hard to read: its contrast is ${contrast.toFixed(1)}:1 in the ${scheme.name} scheme, and should be ${least(element.name)}:1`;
    const hint = 'give colour and background together, or take var(--accent), --clay or --dusk';
    return [
      view.problemAt(text, element.start, [written], { code: 'low-contrast', message, hint }),
    ];
  });
}

/** What is no text, or is set by others: formulas, listings, drawings. */
const isUnseen = ({ name, attributes }: Element) =>
  /^(?:script|style|title|template|svg|text|tspan|math|option)$/.test(name) ||
  /\b(?:katex|hljs)/.test(attributes.class ?? '') ||
  /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes.style ?? '');

function coloursOf({ attributes, name }: Element, above: Colours, scheme: Scheme): Colours {
  const { style = '' } = attributes;
  const fromFont = name === 'font' ? (attributes.color ?? '') : '';
  const fromCell = attributes.bgcolor ?? '';
  const declared = {
    text: declarationOf(style, /^color$/i) ?? attributeOf(fromFont),
    paper: declarationOf(style, /^background(?:-color)?$/i) ?? attributeOf(fromCell),
  };
  const text = declared.text && colourOf(declared.text.value, scheme);
  const paper = declared.paper && colourOf(declared.paper.value, scheme);
  // A picture, a gradient or a variable: nobody knows what stands behind the text.
  const isUnknown = (declared.text && !text) || (declared.paper && !paper);
  if (isUnknown) return { ...above, written: undefined };
  if (!text && !paper) return above;
  const behind = paper ? blend([above.paper, paper]) : above.paper;
  const written = (text ? declared.text : declared.paper)?.written;
  return { text: text ?? above.text, paper: behind, written };
}

const attributeOf = (value: string) => (value === '' ? undefined : { written: value, value });

function declarationOf(
  style: string,
  property: RegExp,
): { written: string; value: string } | undefined {
  for (const written of style.split(';').reverse()) {
    const [key = '', ...value] = written.split(':');
    if (property.test(key.trim()))
      return {
        written: written.trim(),
        value: value
          .join(':')
          .replace(/!important/i, '')
          .trim(),
      };
  }
  return undefined;
}

/** `light-dark(a, b)` is the one of them that the scheme takes. */
function colourOf(value: string, { name }: Scheme): Color | undefined {
  const [, light, dark] = /^light-dark\(\s*([^,]+(?:\([^)]*\))?)\s*,\s*(.+)\)$/i.exec(value) ?? [];
  return parse((name === 'light' ? light : dark) ?? value);
}
