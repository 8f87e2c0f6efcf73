import { parse } from 'culori';
import { z } from 'zod';
import { flag, imageUrl, pixels, plain, referTo } from './values.ts';

const colour = plain.transform((written, context) => {
  const text = written.trim();
  const colour = parse(text);
  const isHex = /^[\da-f]{3}(?:[\da-f]{3})?$/i.test(text);
  if (colour && (colour.alpha ?? 1) === 1 && !isHex) return text;
  const message = `"${written}" is not a colour that hides what is behind it`;
  const hint = isHex ? `write "#${text}"` : 'write one such as "#0b6a5b", in quotes, or teal';
  context.addIssue({ code: 'custom', message, params: { hint } });
  return z.NEVER;
});

const accent = z.union([
  colour.transform((light) => ({ light })),
  z.strictObject({ light: colour, dark: colour.optional() }),
]);

/** Widths that a line of text may have: in rem, which follow the screen, or in pixels. */
const widths = { rem: [24, 48], px: [400, 960] } as const;

const textWidth = plain.transform((written, context) => {
  const [, number = '', unit = 'px'] = /^\s*(\d+(?:\.\d+)?)\s*(px|rem)?\s*$/.exec(written) ?? [];
  const [least, most] = unit === 'rem' ? widths.rem : widths.px;
  if (number !== '' && Number(number) >= least && Number(number) <= most) return `${number}${unit}`;
  const message = `"${written}" is no width at which text reads well`;
  const hint = 'write 24rem to 48rem, or 400 to 960 pixels; it is 34rem otherwise';
  context.addIssue({ code: 'custom', message, params: { hint } });
  return z.NEVER;
});

/** The address of a file whose name has one of some endings. */
const fileOf = (ending: RegExp, what: string, hint: string) =>
  plain.transform((written, context) => {
    const url = written.trim();
    if (ending.test(url)) return referTo(url, 'asset');
    const message = `"${written}" is not ${what}`;
    context.addIssue({ code: 'custom', message, params: { hint } });
    return z.NEVER;
  });

const fontFile = fileOf(
  /\.(?:woff2?|ttf|otf)$/i,
  'serif, sans or a file of a font',
  'write serif, sans, or the path of a .woff2 file',
);

const fontFiles = z.strictObject({
  regular: fontFile.describe('The face of text: a .woff2 file, or .woff, .ttf, .otf.'),
  bold: fontFile.optional(),
  italic: fontFile.optional(),
});

const font = z.union([
  z.enum(['serif', 'sans']),
  fontFile.transform((regular) => ({ regular })),
  fontFiles,
]);

const logo = z.union([
  imageUrl.transform((light) => ({ light })),
  z.strictObject({
    light: imageUrl,
    dark: imageUrl.optional().describe('The logo to show on a dark page.'),
    height: pixels.optional(),
  }),
]);

/** How pages look; what a page says itself counts for it. */
export const theme = z
  .strictObject({
    accent: accent
      .optional()
      .describe('Colour of links and marks; of the dark page too, if you like.'),
    font: font.optional().describe('serif, sans, or files of your own.'),
    logo: logo.optional().describe('At the top of every page.'),
    css: fileOf(/\.css$/i, 'a style sheet', 'write the path of a .css file')
      .optional()
      .describe('A style sheet of your own, loaded after ours.'),
    bands: flag.optional().describe('`true` gives every other section a tint.'),
    width: textWidth.optional().describe('Of text: 24rem to 48rem, or pixels; 34rem otherwise.'),
  })
  .describe('Accent, font, logo, style sheet, tinted sections, width of text.');
