/** Where a text is code, a formula or a comment, of which nothing else is read. */
const apart =
  /^( {0,3}|[ \t]*>[ \t]*)(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^\1?[ \t]*\2[`~]*[ \t]*$|$(?![\s\S]))|(`+)(?!`)[\s\S]*?[^`]\3(?!`)|\$\$[\s\S]+?\$\$|(?<![\\$\w])\$(?=[^\s$])(?:[^$\\\n]|\\[\s\S])*?(?<!\s)\$(?![\d$])|\\\([\s\S]+?\\\)|\\\[[\s\S]+?\\\]|<(?:https?:|mailto:)[^>\s]+>/gm;

/** The text with all of that hidden, character for character as long; its lines stay. */
export const masked = (text: string): string =>
  text.replaceAll(apart, (all) => all.replaceAll(/[^\n]/g, 'x'));

/** Where such pieces begin and end. */
export const piecesApart = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(apart)].map(({ index, 0: all }) => ({ start: index, end: index + all.length }));

/** Signs of tags and of their attributes, with those that stand for them. */
const tagSigns = '<>"\'`=/&';
const firstSign = 0xf100;

/** The text with such signs hidden where they are code or formulas; the rest can be read. */
export const withoutTags = (text: string): string =>
  text.replaceAll(apart, (all) =>
    all.replaceAll(/[<>"'`=/&]/g, (sign) =>
      String.fromCharCode(firstSign + tagSigns.indexOf(sign)),
    ),
  );

/** The same text with its signs again. */
export const withTags = (text: string): string =>
  text.replaceAll(/[\uf100-\uf107]/g, (sign) => tagSigns[sign.charCodeAt(0) - firstSign] ?? sign);
