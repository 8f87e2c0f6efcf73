import { Parser } from 'htmlparser2';
import { addressesInCss } from '../../render/css.ts';
import { kindInCustomElement } from '../../render/prose/address-attributes.ts';

/** What a browser asks for while it shows a page, before anybody clicks. */
export interface Load {
  /** As it is written, without spaces around it. */
  url: string;
  what: 'script' | 'style sheet' | 'font' | 'frame' | 'picture' | 'video' | 'sound' | 'file';
}

type Attributes = Readonly<Record<string, string>>;

/** Attributes that hold one address, by element. Of videos and sounds see below. */
const loadedBy: ReadonlyMap<string, readonly [Load['what'], ...string[]]> = new Map([
  ['body', ['picture', 'background']],
  ['embed', ['file', 'src']],
  ['feimage', ['picture', 'href', 'xlink:href']],
  ['frame', ['frame', 'src']],
  ['iframe', ['frame', 'src']],
  ['image', ['picture', 'href', 'xlink:href']],
  ['img', ['picture', 'src']],
  ['input', ['picture', 'src']],
  ['object', ['file', 'data']],
  ['table', ['picture', 'background']],
  ['td', ['picture', 'background']],
  ['th', ['picture', 'background']],
  ['use', ['picture', 'href', 'xlink:href']],
]);

/** What `<link rel>` says a browser asks for, or whose host it greets. */
const relations: readonly (readonly [RegExp, Load['what']])[] = [
  [/\bstylesheet\b/i, 'style sheet'],
  [/\b(?:icon|apple-touch-icon|mask-icon)\b/i, 'picture'],
  [/\b(?:preload|modulepreload|prefetch|prerender|preconnect|dns-prefetch|manifest)\b/i, 'file'],
];

/** A type that makes a browser run a script, rather than pass over it. */
const runs = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script(?:;.*)?)$/i;

/** What the site has to know of finished HTML. */
export interface Reading {
  /** In their order; more than once what is named more than once. */
  loads: Load[];
  /** All that a link can lead to in a page: ids, and the names of anchors. */
  ids: Set<string>;
}

export const loadsIn = (html: string): Load[] => readHtml(html).loads;

/** Reads HTML once for all that is asked of it: most of a page is formulas, and long. */
export function readHtml(html: string): Reading {
  const loads: Load[] = [];
  const ids = new Set<string>();
  /** Videos and sounds that are open: whether they wait for a click, and what they are. */
  const media: { waits: boolean; what: Load['what'] }[] = [];
  let templates = 0;
  let text: { of: 'style' | 'script'; written: string } | undefined;

  function add(what: Load['what'], ...urls: readonly (string | undefined)[]): void {
    for (const url of urls) {
      const trimmed = url?.trim() ?? '';
      if (trimmed !== '' && templates === 0) loads.push({ url: trimmed, what });
    }
  }

  function addMedia(name: string, own: Attributes): void {
    const [around] = media.slice(-1);
    if (name === 'source' && around && !around.waits) add(around.what, own.src);
    if (name === 'track' && around && 'default' in own) add('file', own.src);
    if (name !== 'video' && name !== 'audio') return;
    const plays = 'autoplay' in own || 'data-autoplay' in own;
    const waits = own.preload?.trim().toLowerCase() === 'none' && !plays;
    const what = name === 'video' ? 'video' : 'sound';
    media.push({ waits, what });
    add('picture', own.poster);
    if (!waits) add(what, own.src);
  }

  const parser = new Parser({
    onopentag(written, own) {
      const name = written.toLowerCase();
      if (own.id) ids.add(own.id);
      if (name === 'a' && own.name) ids.add(own.name);
      if (name === 'template') templates++;
      addMedia(name, own);
      const [what, ...names] = loadedBy.get(name) ?? [];
      if (what && (name !== 'input' || /^image$/i.test(own.type ?? '')))
        add(what, ...names.map((attribute) => own[attribute]));
      if (name.includes('-'))
        for (const [attribute, value] of Object.entries(own))
          if ((kindInCustomElement(attribute, value) ?? 'link') !== 'link') add('file', value);
      if (name === 'link') {
        const relation = relations.find(([form]) => form.test(own.rel ?? ''));
        if (relation) add(relation[1], own.href);
        add('picture', ...candidatesOf(own.imagesrcset));
      }
      if (name === 'script' && runs.test(own.type?.trim() ?? ''))
        add('script', own.src, own.href, own['xlink:href']);
      if (name === 'img' || name === 'source') add('picture', ...candidatesOf(own.srcset));
      if (name === 'iframe' && own.srcdoc && templates === 0) loads.push(...loadsIn(own.srcdoc));
      for (const [attribute, css] of Object.entries(own)) {
        if (!styled.has(attribute)) continue;
        const context = attribute === 'style' ? 'declarationList' : 'value';
        for (const found of addressesInCss(css, context)) add(found.what, found.url);
      }
      const isCode = runs.test(own.type?.trim() ?? '') || own.type === 'importmap';
      if (name === 'style' || (name === 'script' && isCode)) text = { of: name, written: '' };
    },
    ontext(written) {
      if (text) text.written += written;
    },
    onclosetag(name) {
      if (text?.of === name) {
        const found =
          name === 'style'
            ? addressesInCss(text.written, 'stylesheet')
            : loadsInScript(text.written);
        for (const { what, url } of found) add(what, url);
        text = undefined;
      }
      if (name === 'video' || name === 'audio') media.pop();
      if (name === 'template') templates--;
    },
  });
  parser.end(html);
  return { loads, ids };
}

/** Attributes that hold styles, or a `url()` in a drawing. */
const styled = new Set(
  'style fill stroke filter mask clip-path cursor marker-start marker-mid marker-end'.split(' '),
);

/** Addresses of a `srcset`. */
export const candidatesOf = (srcset = ''): string[] =>
  [...srcset.matchAll(/\s*([^\s,]\S*[^\s,]|[^\s,])[^,]*(?:,|$)/g)].map(([, url = '']) => url);

/** Modules and files of other hosts that a script asks for by whole addresses. */
function loadsInScript(script: string): Load[] {
  const quoted = String.raw`["'\x60]((?:https?:)?//[^"'\x60\s]+)["'\x60]`;
  const asking = new RegExp(
    String.raw`\b(?:import|from|fetch|importScripts)\s*\(?\s*${quoted}`,
    'g',
  );
  const mapped = /"\s*:\s*"(https?:\/\/[^"\s]+)"/g;
  const isMap = /^\s*\{\s*"(?:imports|scopes)"/.test(script);
  return [...script.matchAll(isMap ? mapped : asking)].map(([, url = '']) => ({
    url,
    what: 'script',
  }));
}
