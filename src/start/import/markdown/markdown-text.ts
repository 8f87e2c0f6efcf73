import type { Block } from '../draft.ts';
import { type Item, sideBySide } from '../html/items.ts';
import { linkAddress } from '../html/words.ts';
import { addressOf, type Source } from '../source.ts';
import { masked, piecesApart } from './masked.ts';

/** How a tool reads Markdown. */
export interface Dialect {
  /** Whether what stands in the brackets of a picture alone in a paragraph is its caption, as in pandoc. */
  readonly figures: boolean;
}

const fence = /^(`{3,}|~{3,})[ \t]*\{?\.?=?([\w+-]*)[^\n]*\n([\s\S]*?)\n?^\1[`~]*[ \t]*$/m;
const heading = /^(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/;
const underlined = /^(?!\s|[-=>#|])([^\n|]+)\n(=+|-{2,})[ \t]*(?=\n|$)/;
const picture =
  /!\[((?:[^[\]\\]|\\.|\[[^\]]*\])*)\]\(\s*<?([^)\s>]+)>?(?:\s+"((?:[^"\\]|\\.)*)"|\s+'([^']*)')?\s*\)(\{[^}]*\})?/;
const pictures = new RegExp(`^(?:${picture.source}(?:\\\\?\\s*))+$`);

/** Reads a run of Markdown: headings, listings and pictures of their own paragraphs apart, the rest as it is written. */
export function markdownItems(
  source: Source,
  start: number,
  end: number,
  caption: boolean,
  dialect: Dialect,
): Item[] {
  const items: Item[] = [];
  for (const { text, offset } of chunksOf(source.text.text, start, end)) {
    const found = chunkItems(text, offset, source, dialect);
    items.push(...found.map((item) => (item.kind === 'text' ? { ...item, caption } : item)));
  }
  return items;
}

/** Paragraphs, listings and headings; a list, a quotation or a formula with empty lines in it is one. */
function chunksOf(all: string, start: number, end: number): { text: string; offset: number }[] {
  const hidden = masked(all).slice(start, end);
  const apart = piecesApart(all);
  const isInside = (at: number) => apart.some((piece) => piece.start < at && at < piece.end);
  const chunks: { text: string; offset: number }[] = [];
  let from = 0;
  const add = (to: number) => {
    const text = all.slice(start + from, start + to);
    if (text.trim() !== '') {
      const lead = /^(?:[ \t]*\n)*/.exec(text)?.[0].length ?? 0;
      chunks.push({ text: dedented(text.slice(lead).trimEnd()), offset: start + from + lead });
    }
    from = to;
  };
  for (const { index, 0: line } of hidden.matchAll(/[^\n]*(?:\n|$)/g)) {
    if (isInside(start + index)) continue;
    const written = all.slice(start + index, start + index + line.length);
    if (line.trim() === '' || heading.test(written.trim())) add(index);
    if (line.trim() === '' || heading.test(line.trim())) add(index + line.length);
  }
  add(hidden.length);
  return joinedChunks(chunks, all);
}

/** Puts together what an empty line has parted: items of one list, and what is indented below them. */
function joinedChunks(chunks: { text: string; offset: number }[], all: string) {
  const joined: { text: string; offset: number }[] = [];
  for (const chunk of chunks) {
    const last = joined.at(-1);
    const indent =
      all
        .slice(all.lastIndexOf('\n', chunk.offset - 1) + 1, chunk.offset + 80)
        .match(/^[ \t]*/)?.[0] ?? '';
    const goesOn =
      last !== undefined &&
      isList(last.text) &&
      (isList(chunk.text) || indent.length >= 2) &&
      !heading.test(chunk.text);
    if (goesOn)
      joined[joined.length - 1] = {
        ...last,
        text: `${last.text}\n\n${isList(chunk.text) && indent.length < 2 ? chunk.text : chunk.text.replaceAll(/^(?=.)/gm, '  ')}`,
      };
    else joined.push(chunk);
  }
  return joined;
}

const isList = (text: string): boolean => /^(?:[-*+]|\d{1,9}[.)])\s/.test(text);

/** Without what all of its lines are indented by. */
function dedented(text: string): string {
  const indents = text
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [/^[ \t]*/.exec(line)?.[0].length ?? 0]));
  const common = Math.min(...indents);
  return common > 0 ? text.replaceAll(new RegExp(`^[ \\t]{1,${common}}`, 'gm'), '') : text;
}

function chunkItems(text: string, offset: number, source: Source, dialect: Dialect): Item[] {
  if (text.trim() === '') return [];
  const code = fence.exec(text);
  if (code?.[0].length === text.length) return listing(code, offset);
  const titled = heading.exec(text) ?? undefined;
  if (titled) return headingItem(titled[2] ?? '', titled[1]?.length ?? 1, offset, source);
  const under = underlined.exec(text);
  if (under)
    return [
      ...headingItem(under[1] ?? '', under[2]?.startsWith('=') ? 1 : 2, offset, source),
      ...chunkItems(text.slice(under[0].length + 1), offset + under[0].length + 1, source, dialect),
    ];
  if (pictures.test(text)) return pictureItems(text, offset, source, dialect);
  return [
    { kind: 'text', text: unwrapped(withAddresses(text, offset, source)), caption: false, offset },
  ];
}

function listing([, , language = '', content = '']: RegExpExecArray, offset: number): Item[] {
  const named = language === '' ? {} : { language: language.toLowerCase() };
  return content.trim() === ''
    ? []
    : [{ kind: 'block', block: { type: 'code', content, ...named }, offset }];
}

function headingItem(written: string, level: number, offset: number, source: Source): Item[] {
  const id = /\{[^}]*#([\w:.-]+)[^}]*\}\s*$/.exec(written)?.[1];
  const title = withAddresses(written.replace(/\s*\{[^}]*\}\s*$/, ''), offset, source);
  if (title === '') return [];
  return [{ kind: 'heading', level, title, ...(id === undefined ? {} : { id }), offset }];
}

function pictureItems(text: string, offset: number, source: Source, { figures }: Dialect): Item[] {
  const blocks = [...text.matchAll(new RegExp(picture.source, 'g'))].flatMap((found): Block[] => {
    const [, words = '', address = '', double, single, braces = ''] = found;
    const url = addressOf(source, address, offset + found.index, 'picture');
    if (url === undefined) return [];
    const title = double ?? single ?? '';
    const described = /fig-alt\s*=\s*"([^"]*)"/.exec(braces)?.[1] ?? (figures ? undefined : words);
    const said = figures ? words : title;
    const width = /width\s*=\s*"?(\d+)(?:px)?"?(?![\d%.]|in|cm)/.exec(braces)?.[1];
    const id = /#([\w:.-]+)/.exec(braces)?.[1];
    const named =
      id === undefined || said === ''
        ? said
        : `<span id="${id}">${withAddresses(said, offset, source)}</span>`;
    return [
      {
        type: 'image',
        url,
        ...(described === undefined ? {} : { alt: described }),
        ...(named === '' ? {} : { caption: named }),
        ...(width === undefined ? {} : { max_width: Number(width) }),
      },
    ];
  });
  const beside = sideBySide(blocks);
  return (beside === undefined ? blocks : [beside]).map((block) => ({
    kind: 'block',
    block,
    offset,
  }));
}

/** Markdown with the addresses that its files get, and without braces that name no id. */
export function withAddresses(text: string, offset: number, source: Source): string {
  const hidden = masked(text);
  const address =
    /(!?)\[(?:[^[\]\\]|\\.|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?|<(a|img|video|source|audio)\b[^>]*?\s(href|src)="([^"]*)"/g;
  let written = '';
  let at = 0;
  for (const found of hidden.matchAll(address)) {
    const [all, bang = '', inBrackets, element, , inQuotes] = found;
    const target = inBrackets ?? inQuotes ?? '';
    const end =
      found.index + all.length - (inBrackets === undefined ? 1 : all.endsWith('>') ? 1 : 0);
    const from = end - target.length;
    const isPicture = bang === '!' || element === 'img';
    const url = isPicture
      ? addressOf(source, target, offset + found.index, 'picture')
      : element === 'a' || element === undefined
        ? linkAddress(source, target, offset + found.index)
        : addressOf(source, target, offset + found.index, 'video');
    if (url === undefined && inBrackets !== undefined) {
      // The words of a link that leads nowhere; of a picture that is not shown, nothing.
      const words = text.slice(found.index + 1, text.lastIndexOf('](', from));
      written += text.slice(at, found.index) + (isPicture ? '' : words);
      at = text.indexOf(')', end) + 1 || text.length;
    } else {
      written += text.slice(at, from) + (url ?? '');
      at = end;
    }
  }
  return written + text.slice(at);
}

/** A paragraph whose lines mean nothing, on one line. */
const unwrapped = (text: string): string =>
  /^(?:[-*+>|:]|\d{1,9}[.)]|\[\^?[^\]]*\]:|\s)|[<|`]|\$\$|\\\[|\\begin|(?: {2}|\\)$|^[ \t]*[-*+] /m.test(
    text,
  )
    ? text
    : text.replaceAll('\n', ' ');
