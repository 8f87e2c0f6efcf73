import type * as fc from 'fast-check';
import { Parser } from 'htmlparser2';
import sharp from 'sharp';
import { randomWeights } from '../../src/alis/backends/random-weights.ts';
import { AlisError } from '../../src/alis/errors.ts';
import { parameterCount } from '../../src/alis/model/architecture.ts';
import { readModel } from '../../src/alis/model/weights.ts';
import { SnapshotError } from '../../src/alis/snapshot/error.ts';
import { formatGithub, formatPretty } from '../../src/commands/format-diagnostics.ts';
import { faultOfAddress } from '../../src/content/address.ts';
import type { Diagnostic } from '../../src/content/diagnostics.ts';
import { readPage } from '../../src/content/read-page.ts';
import { readSite } from '../../src/content/read-site.ts';
import { inspectVideo } from '../../src/media/inspect-video.ts';
import { measureImage } from '../../src/media/measure-image.ts';
import { measureVideo, type Pieces } from '../../src/media/measure-video.ts';
import { withoutMetadata } from '../../src/media/metadata/without-metadata.ts';
import type { SiteContext } from '../../src/render/context.ts';
import { renderPage } from '../../src/render/page/page.ts';
import { convertedBytes } from '../alis/snapshot/converted.ts';
import { smallSnapshot } from '../alis/snapshot/official-snapshot.ts';
import { configOf } from '../alis/support.ts';
import { siteWith } from '../render/rendering.ts';
import { files, texts } from './inputs.ts';

/** Something that reads what strangers write. */
export interface Subject {
  readonly name: string;
  readonly input: fc.Arbitrary<string | Uint8Array>;
  /** All that comes of the input. @throws when what comes of it may not be, whatever the input was */
  readonly read: (input: string | Uint8Array) => unknown;
}

/** As a site does it: what may not be an address is an error, and no page is written. */
const site: SiteContext = {
  ...siteWith(),
  resolve: ({ url, kind }) => {
    const refused = faultOfAddress(url, kind)?.code === 'unsafe-address';
    return { href: refused ? '' : url, local: false };
  },
};

/** What no input may put into a page as markup, where it is not HTML itself. */
const marker = 'x-marker';
const breakouts = [
  `<${marker}>`,
  `"><${marker}>`,
  `" ${marker}="`,
  `' ${marker}='`,
  `javascript:${marker}`,
  `&lt;${marker}&gt;`,
  `</script><${marker}>`,
  `]]><${marker}>`,
];

interface Expected {
  /** Whether the page's markup is ours alone. */
  readonly markup: 'ours' | 'theirs';
}

/** These end where the next one begins, or by themselves. */
const endsAlone =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|li|p|dt|dd|t[dhr]|thead|tbody|tfoot|option)$/;

/** @throws when the document is not nested as written, or holds what the input smuggled in */
function expectSound(html: string, { markup }: Expected): void {
  if (markup === 'theirs') return;
  const parser: Parser = new Parser({
    onopentag(name, attributes) {
      if (name === marker || marker in attributes) throw new Error(`<${name}> came in`);
      for (const attribute of ['href', 'src', 'action', 'poster'])
        if (/^\s*(?:java|vb)script:/i.test(attributes[attribute] ?? ''))
          throw new Error(`${attribute}=${attributes[attribute]}`);
    },
    onclosetag(name, isImplied) {
      const closesItself = html.startsWith('/>', parser.endIndex - 1);
      if (isImplied && !closesItself && !endsAlone.test(name))
        throw new Error(`<${name}> is not closed`);
    },
  });
  parser.write(html);
  parser.end();
}

/** @throws when a diagnostic points behind the end of the file or of a line, or steers a terminal */
function expectPlaces(diagnostics: readonly Diagnostic[], text: string): void {
  const lines = text.split(/\r\n|\r|\n/);
  for (const { line, column, code } of diagnostics) {
    const length = lines[line - 1]?.length;
    if (length === undefined || column < 1 || column > length + 1)
      throw new Error(`${code} at ${line}:${column}, where nothing is`);
  }
  const context = { root: '/', here: '/', linesOf: () => lines, colors: false };
  const printed = formatPretty(diagnostics, context) + formatGithub(diagnostics, context);
  if (/(?![\n\t])\p{Cc}/u.test(printed)) throw new Error('control characters would be printed');
  const commands = formatGithub(diagnostics, context).match(/^::/gm) ?? [];
  if (commands.length !== diagnostics.length) throw new Error('a message speaks commands');
}

/** A page of a text, and the problems told. */
function readWhole(text: string, expected: Expected): string {
  const { page, diagnostics } = readPage('content/a.md', 'a', text);
  expectPlaces(diagnostics, text);
  if (!page) return JSON.stringify(diagnostics);
  const { html, diagnostics: told } = renderPage(page, site);
  expectPlaces(told, text);
  expectSound(html, expected);
  return JSON.stringify([html, diagnostics, told]);
}

const subject = (
  name: string,
  tokens: string,
  samples: readonly string[],
  read: (text: string) => unknown,
  more: readonly string[] = [],
): Subject => ({
  name,
  input: texts([...tokens.split(/\s+/).filter(Boolean), ' ', '\n', ...more], samples),
  read: (input) => read(String(input)),
});

const quoted = (text: string) => JSON.stringify(text.replace(/[\ud800-\udfff]/g, '\ufffd'));
const indented = (text: string) => text.replace(/\r\n?|\n/g, '\n    ');

const frontMatter = subject(
  'front matter',
  `--- ... title: abstract: sections: - paragraphs: type: image url: alt: caption: links: authors: name:
   organizations: |- >- | > { } [ ] , : # ' " & * ! !!str !!binary ? ~ no yes 0x1f 1e3 2024-02-30 12:30 007 - - -
   teaser: columns: table: rows: header: lang: ar tags: ? <<: *a &a __proto__: constructor: toString`,
  [
    '---\ntitle: "On \\\\(x^2\\\\)"\nauthors:\n  - {name: Ada, url: "https://a.example", organizations: [1]}\norganizations:\n  - {name: Somewhere}\nabstract: Words.\nsections:\n  - title: One\n    paragraphs:\n      - {type: image, url: a.png, alt: A}\n      - type: table\n        header: [a, b]\n        rows: [[1, 2.50]]\n---\nBody *text*.\n',
    '---\nproject:\n  title: >-\n    A long\n    title\nlinks:\n  arxiv: "2104.06954"\n  github: user/repo\n---\n',
  ],
  (text) => readWhole(text, { markup: 'theirs' }),
  ['\n  ', '\n    ', '\n- ', '---\n', '\n---\n'],
);

const markdown = subject(
  'Markdown',
  `* ** _ __ # ## - + 1. > \` \`\` \`\`\` ~~~ | --- :-: [ ] ]( ) ![ [^1] [^1]: [a]: {#id} {.class} ~~ & &amp; &#0; \\
   $ $$ \\( \\) \\[ \\] \\* :::  [!NOTE] [x] http://a.example www.a.example a@b.example === {{ }} {% %} [@key]`,
  [
    '# One\n\nSome *words* and `code`, a [link](https://a.example "t").\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n> quoted\n\n1. one\n   - two\n\n~~~js\nx\n~~~\n\nA note[^n].\n\n[^n]: Here.\n',
    '> [!TIP]\n> Words.\n\n- [ ] open\n- [x] done\n\n![alt](a.png)\n\n$$\n\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\n$$\n',
  ],
  (text) => readWhole(`---\ntitle: T\n---\n${text}`, { markup: 'ours' }),
  [' x-marker="', '    '],
);

const latex = subject(
  'LaTeX',
  `\\frac \\sqrt { } [ ] ^ _ & \\\\ \\left( \\right) \\left. \\right| \\begin{matrix} \\end{matrix} \\begin{align} \\end{align}
   \\text{ \\mathbb \\color{red} \\href{ \\url{ \\def\\a \\newcommand \\a #1 ## \\label{x} \\ref{x} \\tag{1} \\hline \\htmlClass
   \\includegraphics{ \\message{ \\show \\over \\limits \\operatorname{ \\not \\char \\verb| % ' '' \\hspace{1em} \\rule{1em}{1em}
   \\smash[ \\begin{array}{c{ \\xrightarrow[ \\Huge \\mbox{$ $} ~ \\, \\; \\! \\cancel{ \\sum \\int \\unicode{ \\global \\let \\expandafter`,
  [
    '\\frac{\\partial L}{\\partial \\theta_i} = \\sum_{j=1}^{N} x_j',
    '\\begin{cases} 1 & \\text{if } x > 0 \\\\ 0 & \\text{else} \\end{cases}',
  ],
  (written) => {
    // What ends the formula begins HTML, which an author may write.
    const inside = written.replaceAll(/\\+(?=[\])])|\$/g, '').replaceAll(/\s*[\r\n]\s*/g, '\n');
    const text = `${inside} `;
    return readWhole(
      `---\ntitle: ${quoted(`On \\(${text}\\)`)}\n---\nA $$${text}$$ b\n\n\\[${text}\\]\n`,
      { markup: 'ours' },
    );
  },
  breakouts.filter((text) => !text.includes('\n')),
);

const bibtex = subject(
  'BibTeX',
  `@article{ @inproceedings{ @string{ @comment{ @preamble{ } { = , " # title= author= year= journal= and {\\"o} {\\'e} \\c{c}
   $x^2$ \\DJ {\\relax jan -- https://a.example doi= eprint= Jr III von @misc{a, 2024 others \\url{ \\href{ %`,
  [
    '@article{key2024,\n  title = {On {BERT} and $x^2$},\n  author = {G{\\"o}del, Kurt and von Neumann, John and others},\n  journal = "J. of Things",\n  year = 2024,\n}\n',
    '@string{a = "x" # "y"}\n@misc{b, title = a, howpublished = {\\url{https://a.example}}}\n',
  ],
  (text) => readWhole(`---\ntitle: T\nbibtex: |\n    ${indented(text)}\n---\n`, { markup: 'ours' }),
  breakouts,
);

const html = subject(
  'HTML',
  `< > </ /> <p> </p> <b> </b> <a <img <table> <td colspan= <td> <tr> <svg> </svg> <style> </style> <script> </script> <!-- -->
   <![CDATA[ ]]> <?xml <!DOCTYPE <iframe src= href= style= id= class= onclick= = " ' data: javascript: & &lt <br> <template> <math>
   <textarea> <title> <noscript> <plaintext> <select> <details> <video <source srcset=`,
  [
    '<figure><img src="a.png" alt="x"><figcaption>On <i>this</i></figcaption></figure>',
    '<table><tr><td colspan=2>a</td></tr></table><svg viewBox="0 0 1 1"><style>a{fill:url(#b)}</style><path id="b"/></svg>',
  ],
  (text) => readWhole(`---\ntitle: T\n---\n${text}\n`, { markup: 'theirs' }),
);

const addresses = subject(
  'addresses',
  `http:// https:// javascript: data: mailto: tel: // / \\ .. . ? # % %00 %EF%B7%90 @ : [::1] xn-- : ; & = file: vbscript:
   JaVaScRiPt: 10.1000/182 2104.06954 user/repo 0000-0002-1825-0097 github.com a.example .png .mp4 youtu.be/dQw4w9WgXcQ`,
  [
    'https://a.example/b?c=d#e',
    'https://doi.org/10.1000/182',
    '../a/b.png',
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m',
  ],
  (text) => {
    const address = quoted(text);
    return readWhole(
      `---\ntitle: T\nauthors: [{name: A, url: ${address}, orcid: ${address}, email: ${address}}]\nlinks: {arxiv: ${address}, github: ${address}, doi: ${address}, pdf: ${address}}\nsections:\n  - title: S\n    paragraphs:\n      - {type: image, url: ${address}, alt: A}\n      - {type: video, url: ${address}, label: A}\n      - {type: youtube, url: ${address}, title: A}\n---\n`,
      { markup: 'ours' },
    );
  },
  breakouts,
);

const settings = subject(
  'site.yml',
  `title: url: description: lang: theme: accent: footer: nav: analytics: words: hosts: budget: macros: { } [ ] - : | >- ' " # & *
   !! https://a.example de "#fff" 12 yes null ~`,
  [
    'title: A lab\nurl: https://a.example/\nlang: de\nhosts: [b.example]\nwords: {copy: Kopieren}\n',
  ],
  (text) => {
    const { site, diagnostics } = readSite('site.yml', text);
    expectPlaces(diagnostics, text);
    return JSON.stringify([site, diagnostics]);
  },
  ['\n  ', '\n- '],
);

/** What reading bytes gave, or the sentence why not. */
function toldAs(error: new (...args: never[]) => Error, read: () => unknown): unknown {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof error) return thrown.message;
    throw thrown;
  }
}

const bytesSubject = (
  name: string,
  samples: readonly Uint8Array[],
  read: (bytes: Uint8Array) => unknown,
): Subject => ({
  name,
  input: files(samples),
  read: (input) => (typeof input === 'string' ? undefined : read(input)),
});

const safetensors = bytesSubject('safetensors', [randomWeights(configOf(), 1)], (bytes) =>
  toldAs(AlisError, () => parameterCount(readModel(bytes).architecture)),
);

const pickle = bytesSubject('pickle', [smallSnapshot(2), smallSnapshot(4)], (bytes) =>
  toldAs(SnapshotError, () => convertedBytes(bytes).length),
);

const gray = sharp({ create: { width: 9, height: 7, channels: 4, background: '#8886' } });
const described = () => gray.clone().withExif({ IFD0: { Artist: 'Ada', Copyright: 'Ada' } });
const pictureSamples = await Promise.all([
  described().jpeg().toBuffer(),
  described().png().toBuffer(),
  described().webp().toBuffer(),
  described().tiff().toBuffer(),
  gray.clone().gif().toBuffer(),
  Buffer.from(
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"><metadata>Ada</metadata><path d="M1 1"/></svg>',
  ),
]);

const pictures = bytesSubject('pictures', pictureSamples, (bytes) => [
  measureImage(bytes),
  withoutMetadata(bytes).length,
]);

function box(type: string, ...content: Uint8Array[]): Buffer {
  const inside = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(inside.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, inside]);
}

const mp4 = Buffer.concat([
  box('ftyp', Buffer.from('isom0000')),
  box(
    'moov',
    box('trak', box('tkhd', Buffer.alloc(76), Buffer.from([2, 128, 0, 0, 1, 224, 0, 0]))),
  ),
  box('mdat', Buffer.alloc(64)),
]);
const webm = Buffer.from(
  '1a45dfa3874282847765626d18538067931654ae6b8eae8c83810 1e087b08202 80ba8201e0'.replaceAll(
    ' ',
    '',
  ),
  'hex',
);

const piecesOf = (bytes: Uint8Array): Pieces => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

const videos = bytesSubject('videos', [mp4, webm], (bytes) => [
  measureVideo(piecesOf(bytes)),
  inspectVideo(piecesOf(bytes)),
  withoutMetadata(bytes).length,
]);

export const subjects: readonly Subject[] = [
  frontMatter,
  markdown,
  latex,
  bibtex,
  html,
  addresses,
  settings,
  safetensors,
  pickle,
  pictures,
  videos,
];
