import { Parser } from 'htmlparser2';

/** Elements that say who drew, with which program, from which file. */
const ofEditors =
  /^(?:metadata|sodipodi:namedview|inkscape:[\w-]+|i:[\w-]+|rdf:rdf|cc:work|x:xmpmeta)$/i;

/**
 * Comments, processing instructions, metadata and what drawing programs note for themselves go: names and folders of
 * files are among it.
 */
export function svgWithoutMetadata(bytes: Uint8Array): Uint8Array {
  const svg = new TextDecoder().decode(bytes);
  const cuts: { start: number; end: number }[] = [];
  let within: { name: string; start: number; depth: number } | undefined;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth++;
        if (!within && ofEditors.test(name)) within = { name, start: parser.startIndex, depth };
        if (!within)
          cuts.push(...editorsAttributes(svg, attributes, parser.startIndex, parser.endIndex));
      },
      onclosetag() {
        if (within && depth === within.depth) {
          cuts.push({ start: within.start, end: parser.endIndex + 1 });
          within = undefined;
        }
        depth--;
      },
      oncomment() {
        if (!within) cuts.push({ start: parser.startIndex, end: parser.endIndex + 1 });
      },
      onprocessinginstruction(name) {
        const isNeeded =
          /^(?:\?xml|!doctype)/i.test(name) && !/^\?xml-stylesheet|^\?xpacket/i.test(name);
        if (!within && !isNeeded) cuts.push({ start: parser.startIndex, end: parser.endIndex + 1 });
      },
    },
    { xmlMode: true },
  );
  parser.end(svg);
  const kept: string[] = [];
  let at = 0;
  for (const { start, end } of cuts.sort((one, other) => one.start - other.start)) {
    if (start < at) continue;
    kept.push(svg.slice(at, start));
    at = end;
  }
  return Buffer.from([...kept, svg.slice(at)].join(''));
}

/** Attributes such as `inkscape:export-filename="/home/..."`, in the tag from `start` to `end`. */
function editorsAttributes(
  svg: string,
  attributes: Readonly<Record<string, string>>,
  start: number,
  end: number,
): { start: number; end: number }[] {
  const names = Object.keys(attributes).filter((name) => /^(?:inkscape|sodipodi|i):/.test(name));
  if (names.length === 0) return [];
  const tag = svg.slice(start, end + 1);
  return names.flatMap((name) => {
    const found = new RegExp(`\\s${name}\\s*=\\s*(?:"[^"]*"|'[^']*')`).exec(tag);
    return found
      ? [{ start: start + found.index, end: start + found.index + found[0].length }]
      : [];
  });
}
