import { isMapping } from '../../../content/data.ts';
import type { Block, Draft } from '../draft.ts';
import { blocksOf, type Item, sideBySide } from '../html/items.ts';
import { mediaBlock } from '../html/media.ts';
import type { Reader } from '../html/reader.ts';
import {
  attribute,
  childrenOf,
  type Element,
  elementsIn,
  type HtmlNode,
  isElement,
  rawText,
  startOf,
  textOf,
} from '../html/tree.ts';
import { type Button, linksOf } from '../links.ts';
import { type NamedPerson, peopleOf } from '../people-draft.ts';
import { addressOf, type Source } from '../source.ts';
import { readBody } from './body.ts';
import { Citations } from './citations.ts';
import { withBody } from './jekyll.ts';
import { plainMdx } from './jsx.ts';
import { type Keys, textOfValue } from './keys.ts';
import { rewrite } from './rewrite.ts';
import { ownElement } from './shortcodes.ts';

const settings = /^(?:theme|favicon|thumbnail|layout|draft|slug)$/;

/** Reads a page of the Astro template for academic projects, whose parts are components. */
export function readAstro(
  keys: Keys,
  body: Source,
  read: (path: string) => string | undefined,
): Draft | undefined {
  const bibliography = read('bibliography.bib') ?? read('../bibliography.bib') ?? '';
  const citations = new Citations(bibliography);
  const plain = plainMdx(body);
  const smaller = {
    form: /<(\/?)SmallCaps>/,
    write: ([, end]: RegExpExecArray) =>
      end === '/' ? '</span>' : '<span style="font-variant: small-caps">',
  };
  const written = rewrite(plain, [
    smaller,
    citations.rewriting,
    { form: /\[\^ref\]/, write: () => '' },
  ]);
  let header: Header = headerOf(keyGetter(keys), (url) => keys.address(['links'], url, 'file'));
  const inside = readBody(written, {
    figures: false,
    own: (element, reader) => {
      if (element.name !== 'Header') return component(element, reader);
      header = { ...header, ...headerIn(element, reader) };
      return [];
    },
  });
  const title = header.title;
  if (title === undefined) return undefined;
  const list = citations.list();
  const { sections, ...parts } = withBody(inside, undefined);
  const described = keys.text('description');
  const draft: Draft = {
    title,
    description: described,
    lang: keys.text('lang'),
    ...header,
    ...parts,
    sections: [
      ...sections.filter(
        ({ title: heading, paragraphs }) =>
          paragraphs.length > 0 || !/^(?:bibliography|references)$/i.test(heading),
      ),
      ...(list === ''
        ? []
        : [{ title: 'References', paragraphs: [{ type: 'text', content: list }] }]),
    ],
  };
  keys.tellRest(settings);
  return draft;
}

type Header = Partial<
  Pick<
    Draft,
    'title' | 'subtitle' | 'conference' | 'authors' | 'organizations' | 'links' | 'teaser'
  >
>;

/** Values of the header: of its attributes, or of the keys of front matter. */
type Get = (name: string) => unknown;

const keyGetter =
  (keys: Keys): Get =>
  (name) =>
    keys.take(name);

const attributeGetter =
  (element: Element): Get =>
  (name) => {
    const written = attribute(element, name);
    if (!/^[[{]/.test(written)) return written;
    try {
      return JSON.parse(written);
    } catch {
      return undefined;
    }
  };

function headerIn(element: Element, { source }: Reader): Header {
  const address = (url: string) => addressOf(source, url, startOf(element), 'file');
  const shown = elementsIn(childrenOf(element)).find(
    ({ name }) => name === 'Picture' || name === 'Video',
  );
  const block = shown === undefined ? undefined : mediaOf(shown, source);
  const { width: _, ...teaser }: Record<string, unknown> = block ?? {};
  return {
    ...headerOf(attributeGetter(element), address),
    ...(block === undefined ? {} : { teaser }),
  };
}

function headerOf(get: Get, address: (url: string) => string | undefined): Header {
  const notes = new Map(
    mappings(get('notes')).flatMap((each) => {
      const symbol = textOfValue(each.symbol);
      const text = textOfValue(each.text);
      return symbol === undefined || text === undefined ? [] : [[symbol, text] as const];
    }),
  );
  const people = mappings(get('authors')).flatMap((each): NamedPerson[] => {
    const name = textOfValue(each.name);
    const signs = [each.notes].flat().flatMap((sign) => textOfValue(sign) ?? []);
    const places = [each.institution, each.institutions, each.affiliation]
      .flat()
      .flatMap((place) => textOfValue(place) ?? []);
    return name === undefined
      ? []
      : [
          {
            name,
            link: textOfValue(each.url),
            institutions: places,
            notes: signs.flatMap((sign) => notes.get(sign) ?? []),
          },
        ];
  });
  const buttons = mappings(get('links')).map((each): Button => {
    const url = textOfValue(each.url);
    return {
      text: textOfValue(each.name) ?? 'Link',
      url: url === undefined || url === '#' ? undefined : address(url),
      icon: textOfValue(each.icon) ?? '',
    };
  });
  const [title, subtitle, conference] = ['title', 'subtitle', 'conference'].map((name) =>
    textOfValue(get(name)),
  );
  return {
    ...(title === undefined ? {} : { title }),
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(conference === undefined ? {} : { conference }),
    ...(people.length === 0 ? {} : peopleOf(people)),
    ...(buttons.length === 0 ? {} : { links: linksOf(buttons) }),
  };
}

const mappings = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isMapping) : [];

/** A picture or video of the template: the HTML element that it becomes. */
function mediaOf(element: Element, source: Source): Block | undefined {
  const name = element.name === 'Video' ? 'video' : 'img';
  const plain = { ...element.attribs };
  if (name === 'video' && plain.controls !== 'false') plain.controls = 'true';
  if (plain.controls === 'false') delete plain.controls;
  const { name: before, attribs } = element;
  element.name = name;
  element.attribs = plain;
  const block = mediaBlock(element, source);
  element.name = before;
  element.attribs = attribs;
  return block;
}

/** Components of the template as blocks; of others, what is in them. */
function component(element: Element, reader: Reader): Item[] | undefined {
  const { name } = element;
  const { source } = reader;
  const offset = startOf(element);
  const children = childrenOf(element);
  const block = (made: Block | undefined): Item[] =>
    made === undefined ? [] : [{ kind: 'block', block: made, offset }];
  const slot = (wanted: RegExp) =>
    children.filter((each) => isElement(each) && wanted.test(attribute(each, 'slot')));
  if (name === 'Picture' || name === 'Video' || name === 'Image')
    return block(mediaOf(element, source));
  if (name === 'YouTubeVideo' || name === 'YouTube') {
    const id = /[\w-]{11}$/.exec(attribute(element, 'videoId') || attribute(element, 'id'))?.[0];
    return id === undefined ? [] : block({ type: 'youtube', id });
  }
  if (name === 'Figure') {
    const shown = reader.items(slot(/^figure$/));
    const said = blocksOf(reader.items(slot(/^caption$/)))
      .map(({ content }) => String(content ?? ''))
      .join(' ')
      .trim();
    const last = shown.at(-1);
    if (said === '') return shown.length > 0 ? shown : reader.items(children);
    return last?.kind === 'block'
      ? [...shown.slice(0, -1), { ...last, block: { ...last.block, caption: said } }]
      : [...shown, { kind: 'text', text: said, caption: false, offset }];
  }
  if (name === 'Comparison') {
    const [before, after] = ['One', 'Two'].map((each) => slot(new RegExp(`^item${each}$`))[0]);
    const [one, other] = [before, after].map((each) =>
      isElement(each) ? mediaOf(each, source) : undefined,
    );
    if (one?.type === 'image' && other?.type === 'image')
      return block({ type: 'comparison', before: comparedOf(one), after: comparedOf(other) });
    source.tell(offset, 'a comparison of anything but two pictures is shown side by side');
    return reader.items(children);
  }
  if (name === 'Carousel') return carouselOf(element, reader, block);
  if (name === 'TwoColumns') return columnsOf(children.filter(isElement), reader, block);
  if (name === 'Tabs') return tabsOf(element, reader, block);
  if (name === 'ModelViewer') {
    source.tell(offset, `a 3D model (${attribute(element, 'src')}) is left out`);
    return [];
  }
  if (/^bib/i.test(name)) return bibtexOf(element, children, block);
  if (name === 'TabsList') return [];
  if (
    /^(?:Fragment|Wide|HighlightedSection|CarouselSlide|TabsContent|Table|Section|Container)$/.test(
      name,
    )
  )
    return reader.items(children);
  if (/^[A-Z]/.test(name) && ownElement(element, reader) === undefined) {
    source.tell(
      offset,
      `the component ${name} is left out${children.length > 0 ? '; what is in it stays' : ''}`,
    );
    return reader.items(children);
  }
  return ownElement(element, reader);
}

function bibtexOf(
  element: Element,
  children: readonly HtmlNode[],
  block: (made: Block) => Item[],
): Item[] {
  const written = Object.values(element.attribs).find((value) => /^\s*@\w+\s*\{/.test(value));
  const content = (written ?? rawText(children)).trim();
  return content === '' ? [] : block({ type: 'code', content });
}

const comparedOf = ({ url, alt }: Block) => ({ url, ...(alt === undefined ? {} : { alt }) });

function carouselOf(element: Element, reader: Reader, block: (made: Block) => Item[]): Item[] {
  const read = childrenOf(element)
    .filter(isElement)
    .map((each) => blocksOf(reader.items([each])));
  const slides = read.flatMap(([shown, ...rest]) =>
    rest.length === 0 && (shown?.type === 'image' || shown?.type === 'video')
      ? [
          {
            ...(shown.type === 'image' ? { url: shown.url } : { video: shown.url }),
            ...(shown.alt === undefined ? {} : { alt: shown.alt }),
            ...(shown.caption === undefined ? {} : { caption: shown.caption }),
          },
        ]
      : [],
  );
  if (slides.length === read.length && slides.length > 0)
    return block({ type: 'carousel', items: slides });
  reader.source.tell(
    startOf(element),
    'slides of more than a picture or video stand below each other',
  );
  return reader.items(childrenOf(element));
}

function columnsOf(
  columns: readonly Element[],
  reader: Reader,
  block: (made: Block) => Item[],
): Item[] {
  const read = columns
    .map((each) => blocksOf(reader.items([each])))
    .filter((each) => each.length > 0);
  const beside = read.every((each) => each.length === 1) ? sideBySide(read.flat()) : undefined;
  if (beside !== undefined) return block(beside);
  return read.length < 2 ? reader.items(columns) : block({ type: 'columns', columns: read });
}

function tabsOf(element: Element, reader: Reader, block: (made: Block) => Item[]): Item[] {
  const all = elementsIn(childrenOf(element));
  const tabs = all
    .filter(({ name }) => name === 'TabsTrigger')
    .flatMap((trigger) => {
      const value = attribute(trigger, 'value');
      const content = all.find(
        (each) => each.name === 'TabsContent' && attribute(each, 'value') === value,
      );
      const paragraphs = content === undefined ? [] : blocksOf(reader.items(childrenOf(content)));
      const [inner] = blocksOf(reader.items(childrenOf(trigger)));
      return paragraphs.length === 0
        ? []
        : [{ title: String(inner?.content ?? textOf([trigger])), paragraphs }];
    });
  return tabs.length === 0 ? reader.items(childrenOf(element)) : block({ type: 'tabs', tabs });
}
