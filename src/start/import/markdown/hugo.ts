import { isMapping } from '../../../content/data.ts';
import type { Draft } from '../draft.ts';
import { type Button, linksOf } from '../links.ts';
import { type NamedPerson, peopleOf } from '../people-draft.ts';
import type { Source } from '../source.ts';
import { readBody } from './body.ts';
import { withBody } from './jekyll.ts';
import { isNothing, type Keys, textOfValue } from './keys.ts';
import { attributesIn, element, type Rewriting, rewrite } from './rewrite.ts';
import { ownElement } from './shortcodes.ts';

const settings =
  /^(?:publish[dD]ate|lastmod|weight|type|layout|slug|aliases|menu|featured|math|projects|slides|show_.*|profile|commentable|editable|reading_time|share|header|featured_image|diagram|highlight|url|outputs|cascade|design|publication_types|all_day|location|gallery_item|interfaces|view|pager|toc|hugoblox|links_.*|external_link|abstract_short|selected|event.*|end|talk.*|draft)$/;

/** Reads a page of Hugo Blox: a publication or project with its pictures and BibTeX beside it. */
export function readHugo(
  keys: Keys,
  body: Source,
  read: (path: string) => string | undefined,
): Draft | undefined {
  const title = keys.text('title');
  if (title === undefined) return undefined;
  const inside = readBody(rewrite(body, shortcodes), { figures: false, own: ownElement });
  const doi = keys.text('doi') ?? identifier(keys, 'doi');
  const draft = {
    title,
    subtitle: keys.text('subtitle'),
    conference: keys.text('publication', 'publication_short')?.replace(/^In\s+/, ''),
    date: keys.text('date'),
    lang: keys.text('language'),
    ...peopleOf(peopleIn(keys)),
    links: { ...linksOf(buttonsIn(keys)), ...(doi === undefined ? {} : { doi }) },
    teaser: featured(keys, body),
    keywords: keys
      .list('tags', 'keywords', 'categories')
      .flatMap((each) => textOfValue(each) ?? []),
    description: keys.text('summary', 'description'),
    ...withBody(inside, keys.text('abstract')),
    rest: keys.text('draft') === 'true' ? { published: false } : {},
  };
  keys.take('tags', 'categories', 'publication_short');
  keys.tellRest(settings);
  return { ...draft, bibtex: draft.bibtex ?? read('cite.bib')?.trim() };
}

function identifier(keys: Keys, name: string): string | undefined {
  const box = keys.data.hugoblox;
  const ids = isMapping(box) ? box.ids : undefined;
  return isMapping(ids) ? textOfValue(ids[name]) : undefined;
}

function peopleIn(keys: Keys): NamedPerson[] {
  const notes = keys.list('author_notes').map(textOfValue);
  return keys.list('authors', 'author').flatMap((written, index): NamedPerson[] => {
    const name = textOfValue(isMapping(written) ? written.name : written);
    if (name === undefined) return [];
    if (/^[a-z][\w-]*$/.test(name))
      keys.tell(['authors', index], `${name} is the name of a user: write the author's`);
    const note = notes[index];
    return [{ name, institutions: [], notes: note === undefined || note === '' ? [] : [note] }];
  });
}

const addresses: Readonly<Record<string, string>> = {
  url_pdf: 'PDF',
  url_preprint: 'Preprint',
  url_code: 'Code',
  url_source: 'Source',
  url_dataset: 'Dataset',
  url_poster: 'Poster',
  url_project: 'Project',
  url_slides: 'Slides',
  url_video: 'Video',
};

function buttonsIn(keys: Keys): Button[] {
  const fixed = Object.entries(addresses).flatMap(([key, text]) => {
    const url = keys.text(key);
    return url === undefined ? [] : [{ text, url: keys.address([key], url, 'file') }];
  });
  const listed = keys.list('links').flatMap((each, index) => {
    const url = isMapping(each) ? textOfValue(each.url ?? each.link) : undefined;
    const type = isMapping(each) ? textOfValue(each.type) : undefined;
    const text = isMapping(each) ? (textOfValue(each.name ?? each.label) ?? type) : undefined;
    const icon = isMapping(each) ? textOfValue(each.icon) : undefined;
    return url === undefined || text === undefined
      ? []
      : [
          {
            text,
            url: keys.address(['links', index], url, 'file'),
            ...(icon === undefined ? {} : { icon }),
          },
        ];
  });
  return [...fixed, ...listed];
}

/** The picture beside the page that its name marks, with what the keys say of it. */
function featured(keys: Keys, source: Source): Draft['teaser'] {
  const image = keys.take('image');
  const given = isMapping(image) ? textOfValue(image.filename) : textOfValue(image);
  const names = ['jpg', 'png', 'webp', 'jpeg', 'svg', 'gif'].map((ending) => `featured.${ending}`);
  const name = [...(given === undefined ? [] : [given]), ...names].find(
    (each) => source.files.find(each, 'picture', true).kind !== 'missing',
  );
  if (name === undefined) return undefined;
  const { url } = source.files.find(name, 'picture');
  const caption = isMapping(image) ? textOfValue(image.caption) : undefined;
  const alt = isMapping(image) ? textOfValue(image.alt_text ?? image.alt) : undefined;
  return {
    type: 'image',
    url,
    ...(alt === undefined ? {} : { alt }),
    ...(isNothing(caption) ? {} : { caption }),
  };
}

const open = String.raw`\{\{[<%]\s*`;
const close = String.raw`\s*/?[>%]\}\}`;

/** Shortcodes as the elements that they make. */
export const shortcodes: readonly Rewriting[] = [
  { form: /<!--[\s\S]*?-->/, write: () => '' },
  {
    form: new RegExp(`${open}(?:figure|gallery-image|image)\\s+([^>%]*?)${close}`),
    write: ([, written = '']) => {
      const given = attributesIn(written);
      const caption = [given.get('title'), given.get('caption')].filter(Boolean).join(' ');
      return element('img', {
        src: given.get('src') ?? given.get('0'),
        alt: given.get('alt'),
        'data-caption': caption,
        width: given.get('width'),
      });
    },
  },
  {
    form: new RegExp(`${open}(youtube|video|audio)\\s+([^>%]*?)${close}`),
    write: ([, name = '', written = '']) => {
      const given = attributesIn(written);
      const src = given.get('src') ?? given.get('id') ?? given.get('0') ?? '';
      const id = /(?:^|embed\/|v=|youtu\.be\/)([\w-]{11})(?:$|[?&#])/.exec(src)?.[1];
      if (id !== undefined && (name === 'youtube' || /youtu/.test(src)))
        return element('Tube', { id });
      const plays = given.get('autoplay') === 'true' ? { autoplay: 'true' } : {};
      return element(name, {
        src,
        controls: 'true',
        ...plays,
        'data-caption': given.get('caption'),
      });
    },
  },
  {
    form: new RegExp(`${open}(?:callout|alert|admonition|notice)\\b\\s*([^>%]*?)${close}`),
    write: ([, written = '']) => {
      const given = attributesIn(written);
      const title = given.get('title');
      return `${element('Callout', { kind: kindOf(given.get('type') ?? given.get('0')), title }).slice(0, -2)}>\n`;
    },
  },
  {
    form: new RegExp(`${open}/\\s*(?:callout|alert|admonition|notice)${close}`),
    write: () => '\n</Callout>',
  },
  {
    form: new RegExp(`${open}(?:spoiler|details|toggle)\\b\\s*([^>%]*?)${close}`),
    write: ([, written = '']) => {
      const given = attributesIn(written);
      return `${element('Spoiler', { summary: given.get('text') ?? given.get('summary') ?? given.get('0') }).slice(0, -2)}>\n`;
    },
  },
  {
    form: new RegExp(`${open}/\\s*(?:spoiler|details|toggle)${close}`),
    write: () => '\n</Spoiler>',
  },
  { form: new RegExp(`${open}/?\\s*math${close}`), write: () => '' },
  { form: new RegExp(`${open}icon\\s+[^>%]*?${close}\\s?`), write: () => '' },
  {
    form: new RegExp(`${open}(?:relref|ref)\\s+"?([^>%"]*)"?${close}`),
    write: ([, path = '']) => path,
  },
  {
    form: /\{\{[<%][^{}]*[>%]\}\}/,
    write: ([all], tell) => {
      tell(`${all} is left out: it is a shortcode`);
      return '';
    },
  },
];

const kindOf = (name = 'note'): string =>
  ({ info: 'note', warning: 'warning', danger: 'caution', error: 'caution', success: 'tip' })[
    name
  ] ?? name;
