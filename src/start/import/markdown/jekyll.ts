import { isMapping } from '../../../content/data.ts';
import type { Draft } from '../draft.ts';
import { type NamedPerson, peopleOf } from '../people-draft.ts';
import type { Source } from '../source.ts';
import { type Body, readBody } from './body.ts';
import { type Keys, textOfValue } from './keys.ts';
import { attributesIn, element, type Rewriting, rewrite } from './rewrite.ts';
import { ownElement } from './shortcodes.ts';

const settings =
  /^(?:layout|permalink|importance|nav|nav_order|order|published|hidden|giscus_comments|comments|toc|related_.*|featured|pretty_table|tikzjax|mermaid|code_diff|map|chart|images|sitemap|pagination|profile|display_categories|horizontal|_styles|last_updated|redirect|header|collection|classes|author_profile|share|read_time|sidebar|tabs|typograms|echarts|pseudocode|katex|math|mathjax|use_math|usemath)$/;

/** Reads a page of Jekyll, such as a project or post of al-folio. */
export function readJekyll(keys: Keys, body: Source): Draft | undefined {
  const title = keys.text('title');
  if (title === undefined) return undefined;
  const read = readBody(rewrite(body, liquid), { figures: false, own: ownElement });
  const url = pictureOf(keys);
  const categories = keys.list('tags', 'keywords').flatMap((each) => textOfValue(each) ?? []);
  keys.take('category', 'categories', 'bibliography');
  const description = keys.text('description', 'excerpt');
  const draft: Draft = {
    title,
    subtitle: keys.text('subtitle'),
    date: keys.text('date', 'year'),
    lang: keys.text('lang'),
    ...peopleOf(keys.list('authors', 'author').flatMap(personOf)),
    teaser: url === undefined ? undefined : { type: 'image', url },
    ...(description === undefined ? {} : { description }),
    keywords: categories,
    ...withBody(read, keys.text('abstract')),
  };
  keys.tellRest(settings);
  return draft;
}

/** Parts of a draft that the body of a page gives; an abstract among its keys comes first. */
export const withBody = ({ abstract, sections, bibtex }: Body, written: string | undefined) => ({
  abstract: [...(written === undefined ? [] : [written]), ...abstract],
  sections,
  bibtex,
});

function pictureOf(keys: Keys): string | undefined {
  const names = ['img', 'image', 'thumbnail', 'cover', 'teaser'];
  const value = keys.take(...names);
  const path = isMapping(value)
    ? textOfValue(value.path ?? value.src ?? value.url)
    : textOfValue(value);
  const key = names.find((name) => keys.data[name] === value) ?? '';
  return path === undefined ? undefined : keys.address([key], path, 'picture');
}

function personOf(written: unknown): NamedPerson[] {
  if (!isMapping(written)) {
    const name = textOfValue(written);
    return name === undefined ? [] : [{ name, institutions: [], notes: [] }];
  }
  const name = textOfValue(written.name);
  const { affiliations } = written;
  const places = (
    Array.isArray(affiliations) ? affiliations : [affiliations, written.affiliation]
  ).flatMap((each) => textOfValue(isMapping(each) ? each.name : each) ?? []);
  return name === undefined
    ? []
    : [{ name, link: textOfValue(written.url ?? written.link), institutions: places, notes: [] }];
}

const siteValue = /\{\{-?\s*site\.(?:base)?url\s*-?\}\}/;

/** Tags of Liquid as the elements that they make. */
const liquid: readonly Rewriting[] = [
  { form: /<!--[\s\S]*?-->/, write: () => '' },
  { form: /\{%-?\s*(?:end)?(?:raw|comment)\s*-?%\}/, write: () => '', everywhere: true },
  { form: siteValue, write: () => '', everywhere: true },
  {
    form: /\{\{-?\s*["']([^"']*)["']\s*\|\s*(?:prepend:\s*site\.baseurl|relative_url|absolute_url)[^}]*\}\}/,
    write: ([, path = '']) => path,
  },
  {
    form: /\{%-?\s*highlight\s+(\w+)[^%]*%\}\n?([\s\S]*?)\{%-?\s*endhighlight\s*-?%\}/,
    write: ([, language = '', code = '']) => `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``,
  },
  {
    form: /\{%-?\s*details\s+([^%]*?)\s*-?%\}/,
    write: ([, summary = '']) => `<Spoiler summary="${summary.replaceAll('"', '&quot;')}">`,
  },
  { form: /\{%-?\s*enddetails\s*-?%\}/, write: () => '</Spoiler>' },
  {
    form: /\{%-?\s*include\s+([^%]*?)\s*-?%\}/,
    write: ([all, written = ''], tell) => included(all, written, tell),
  },
  {
    form: /\{%-?\s*(\w+)[^%]*%\}/,
    write: ([all], tell) => {
      tell(`${all} is left out: it is a tag of Liquid`);
      return '';
    },
  },
  {
    form: /\{\{-?[^{}]*-?\}\}/,
    write: ([all], tell) => {
      tell(`${all} is left out: it is a value of the site`);
      return '';
    },
  },
  { form: /\{:[^}\n]*\}/, write: () => '' },
  // One dollar more than in LaTeX, in a line as well as on one of its own.
  {
    form: /(?<=[^\s$][ \t]*)\$\$(?!\s*\n)([^$]+?)\$\$|\$\$(?!\s*\n)([^$\n]+?)\$\$(?=[ \t]*[^\s$])/,
    everywhere: true,
    write: ([, one, other]) => `\\(${one ?? other ?? ''}\\)`,
  },
];

function included(all: string, written: string, tell: (message: string) => void): string {
  const [, file = ''] = /^(\S+)/.exec(written) ?? [];
  const given = attributesIn(written.slice(file.length));
  const value = (...names: string[]) => names.map((name) => given.get(name)).find(Boolean);
  const path = value('path', 'src', 'url', 'image_path', 'image');
  const said = { 'data-caption': value('caption') };
  if (/figure|image|picture|img/i.test(file) && path !== undefined)
    return element('img', { src: path, alt: value('alt', 'title'), ...said });
  if (/video|youtube/i.test(file)) {
    const id = value('id') ?? /(?:embed\/|v=|youtu\.be\/)([\w-]{11})/.exec(path ?? '')?.[1];
    if (id !== undefined && /^[\w-]{11}$/.test(id)) return element('Tube', { id });
    const plays = given.get('autoplay') === 'true' ? { autoplay: 'true' } : {};
    if (path !== undefined)
      return element('video', { src: path, controls: 'true', ...plays, ...said });
  }
  if (/audio/i.test(file) && path !== undefined) return element('audio', { src: path });
  tell(`${all} is left out: what it includes is not here`);
  return '';
}
