// Before everything the author wrote, so that nothing of theirs is parsed without it. A second
// doctype further down is ignored.
const policy = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'">`;

const drawing = new Set(
  `svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text
  tspan textPath marker linearGradient radialGradient stop clipPath mask pattern image switch
  filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
  feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
  feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight
  feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);

/**
 * Makes a file unable to run a script, whoever opens it.
 *
 * @param {string} kind the file's extension, in lower case
 * @param {Buffer} content
 * @returns {Buffer | undefined} what may be published; undefined where nothing may
 */
export function shutScripts(kind, content) {
  if (kind === '.html') return Buffer.concat([Buffer.from(policy), content]);
  if (kind === '.svg') return isPlainDrawing(content) ? content : undefined;
  // XML can hold XHTML, and its scripts.
  return kind === '.xml' ? undefined : content;
}

/**
 * Whether an SVG holds shapes and text alone. What is not known to be harmless is not: elements
 * outside SVG's drawing ones (prefixed names too), events, references to anything but the file's
 * own parts and embedded pictures, entities, processing instructions, encodings other than UTF-8.
 *
 * @param {Buffer} content
 */
function isPlainDrawing(content) {
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return false;
  }
  const body = text
    .replace(
      /^\s*<\?xml version="1\.0"(?: encoding="utf-8")?(?: standalone="(?:yes|no)")?\s*\?>/i,
      '',
    )
    .replace(/<!--(?:(?!--)[\s\S])*-->/g, '');
  if (/<[!?]|\0/.test(body)) return false;
  const elements = [...body.matchAll(/<\/?([^\s/>]*)/g)].map(([, element]) => element ?? '');
  if (!elements.every((element) => drawing.has(element))) return false;
  if (/[\s"'/:]on\w+\s*=/i.test(body)) return false;
  const references = [...body.matchAll(/href\s*=\s*(?:"([^"]*)"|'([^']*)'|)/gi)];
  return references.every(([, double, single]) => isInnerReference(double ?? single ?? ' '));
}

/** @param {string} value */
function isInnerReference(value) {
  return (
    /^#[\w.:-]*$/.test(value) || /^data:image\/(?:png|jpeg|webp);base64,[\w+/=\s]*$/.test(value)
  );
}
