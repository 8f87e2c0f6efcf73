import { Parser } from 'htmlparser2';

/** Elements within a line: words around them belong together. */
const inline =
  /^(?:a|abbr|b|bdi|bdo|cite|code|data|dfn|em|font|i|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|tspan|u|var|wbr)$/;
/** Attributes that hold no words of the author's. */
const mute =
  /^(?:class|style|type|rel|width|height|sizes|loading|decoding|d|points|transform|viewbox|role|lang|dir)$/;

/**
 * What HTML or SVG says: its text, without tags, its attributes, comments and scripts, each with entities as the letters
 * that they stand for.
 */
export function textOfHtml(html: string): string {
  const text: string[] = [];
  const beside: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!inline.test(name)) text.push('\n');
      for (const [key, value] of Object.entries(attributes))
        if (!mute.test(key) && /\p{L}/u.test(value)) beside.push(value, decoded(value));
    },
    onclosetag(name) {
      if (!inline.test(name)) text.push('\n');
    },
    ontext: (part) => text.push(part),
    oncomment: (comment) => beside.push(comment),
    onprocessinginstruction: (_, data) => beside.push(data),
  });
  parser.end(html);
  return `${text.join('')}\n${beside.join('\n')}`;
}

/** An address with the letters that its percents stand for. */
function decoded(address: string): string {
  if (!address.includes('%')) return '';
  try {
    return decodeURIComponent(address);
  } catch {
    return '';
  }
}
