import { isMapping, type Mapping } from '../../../content/data.ts';
import type { Draft } from '../draft.ts';
import { type NamedPerson, peopleOf } from '../people-draft.ts';
import type { Source } from '../source.ts';
import { readBody } from './body.ts';
import { Citations } from './citations.ts';
import { shortcodes } from './hugo.ts';
import { withBody } from './jekyll.ts';
import { type Keys, textOfValue } from './keys.ts';
import { attributesIn, element, type Rewriting, rewrite } from './rewrite.ts';
import { ownElement } from './shortcodes.ts';

const settings =
  /^(?:format|execute|engine|jupyter|knitr|editor.*|toc.*|number-.*|crossref|csl|code-.*|html-.*|title-block-.*|theme|css|filters|fig-.*|tbl-.*|theorem-.*|params|output.*|header-includes|include-.*|link-.*|comments|citation|license|copyright|funding|draft|listing|page-layout|notebook-.*|reference-.*|df-print|cap-location|linestretch|geometry|fontsize|documentclass|classoption|papersize|pdf-engine|always_allow_html|site-url|repo-.*|sidebar|navbar|about|image|lightbox|date-.*|freeze|number_sections|nocite|suppress-bibliography|thanks|metadata-files|resources|google-scholar|prefer-html|colorlinks|mainfont|indent|biblio-.*|link_citations|pagestyle|linkcolor|urlcolor|citecolor|linenumbers|runninghead|editor_options|vignette|institute|institutes)$/;

/** Reads a document of Quarto. What its code draws is not known here, and told of. */
export function readQuarto(
  keys: Keys,
  body: Source,
  read: (path: string) => string | undefined,
): Draft | undefined {
  const title = keys.text('title');
  if (title === undefined) return undefined;
  const bibliography = keys
    .list('bibliography')
    .flatMap((path) => read(textOfValue(path) ?? '') ?? [])
    .join('\n\n');
  const citations = new Citations(bibliography);
  const written = rewrite(body, [
    ...fences(),
    ...chunks,
    ...spans,
    ...shortcodes,
    citations.rewriting,
  ]);
  const inside = readBody(written, { figures: true, own: ownElement });
  const date = keys.text('date');
  const moving = date !== undefined && /^(?:today|now|last-modified)$|[`{]/.test(date);
  if (moving) keys.tell(['date'], `the date ${date} is left out: write the day`);
  const doi = keys.text('doi');
  const { sections, ...parts } = withBody(inside, keys.text('abstract'));
  const list = citations.list();
  const draft: Draft = {
    title,
    subtitle: keys.text('subtitle'),
    date: moving ? undefined : date,
    lang: keys.text('lang'),
    ...peopleOf(peopleIn(keys)),
    links: doi === undefined ? {} : { doi },
    keywords: keys.list('keywords', 'categories').flatMap((each) => textOfValue(each) ?? []),
    description: keys.text('description'),
    ...parts,
    sections:
      list === ''
        ? sections
        : [
            ...sections.filter(
              ({ title: heading, paragraphs }) =>
                paragraphs.length > 0 || !/^references$/i.test(heading),
            ),
            { title: 'References', paragraphs: [{ type: 'text', content: list }] },
          ],
  };
  keys.take('keywords', 'categories');
  keys.tellRest(settings);
  return draft;
}

function peopleIn(keys: Keys): NamedPerson[] {
  const known = new Map<string, string>();
  for (const each of keys.list('affiliations')) {
    const id = isMapping(each) ? textOfValue(each.id) : undefined;
    const name = placeName(each);
    if (id !== undefined && name !== undefined) known.set(id, name);
  }
  const lookUp = (written: unknown): string[] => {
    const ref = isMapping(written) ? textOfValue(written.ref) : textOfValue(written);
    const id = isMapping(written) ? textOfValue(written.id) : undefined;
    const own = placeName(written);
    if (id !== undefined && own !== undefined) known.set(id, own);
    return [(ref === undefined ? undefined : known.get(ref)) ?? own ?? ref ?? ''].filter(Boolean);
  };
  return keys.list('author', 'authors').flatMap((written): NamedPerson[] => {
    if (!isMapping(written)) {
      const name = textOfValue(written);
      return name === undefined ? [] : [{ name, institutions: [], notes: [] }];
    }
    const name = nameIn(written.name ?? written);
    if (name === undefined) return [];
    const places = written.affiliations ?? written.affiliation;
    const attributes = isMapping(written.attributes) ? written.attributes : written;
    const is = (key: string) =>
      textOfValue(attributes[key]) === 'true' || textOfValue(written[key]) === 'true';
    const note = textOfValue(written.note);
    return [
      {
        name,
        link: textOfValue(written.url),
        email: textOfValue(written.email),
        orcid: textOfValue(written.orcid),
        institutions: (Array.isArray(places)
          ? places
          : places === undefined
            ? []
            : [places]
        ).flatMap(lookUp),
        notes: [
          ...(is('equal-contributor') ? ['equal'] : []),
          ...(is('corresponding') ? ['corresponding'] : []),
          ...(note === undefined ? [] : [note]),
        ],
      },
    ];
  });
}

function nameIn(written: unknown): string | undefined {
  if (!isMapping(written)) return textOfValue(written);
  const parts = [written.given, written['non-dropping-particle'], written.family].flatMap(
    (each) => textOfValue(each) ?? [],
  );
  return textOfValue(written.literal) ?? (parts.length === 0 ? undefined : parts.join(' '));
}

function placeName(written: unknown): string | undefined {
  if (!isMapping(written)) return undefined;
  const place: Mapping = written;
  const parts = ['department', 'name', 'city', 'country'].flatMap(
    (key) => textOfValue(place[key]) ?? [],
  );
  return place.name === undefined || parts.length === 0 ? undefined : parts.join(', ');
}

/** Fenced divs as elements; those that only arrange what is in them are looked through. */
function fences(): Rewriting[] {
  const opened: string[] = [];
  const start = (name: string, written = `<${name}>`) => {
    opened.push(name);
    return written;
  };
  return [
    { form: /<!--[\s\S]*?-->/, write: () => '' },
    {
      form: /^[ \t]*:{3,}[ \t]*(?:\{([^}\n]*)\}|([\w-]+))?[ \t]*:*[ \t]*$/m,
      write: ([, braces, word]) => {
        if (braces === undefined && word === undefined) {
          const name = opened.pop();
          return name === undefined ? '' : `</${name}>`;
        }
        const written = braces ?? `.${word}`;
        const classes = [...written.matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name);
        const kind = classes.map((name) => /^callout-(\w+)$/.exec(name)?.[1]).find(Boolean);
        const given = attributesIn(written);
        if (kind !== undefined)
          return start('Callout', open(element('Callout', { kind, title: given.get('title') })));
        if (classes.includes('panel-tabset')) return start('Tabset');
        const beside =
          given.has('layout-ncol') || given.has('layout') || classes.includes('columns');
        return start('div', beside ? '<div class="columns">' : '<div>');
      },
    },
  ];
}

const open = (written: string): string => `${written.slice(0, -2)}>`;

/** Words with a style of their own, and what only arranges a picture. */
const spans: readonly Rewriting[] = [
  { form: /\[\s*\]\{[^}\n]*\}/, write: () => '' },
  {
    form: /(?<!!)\[([^[\]\n]*)\]\{(?![^}]*#)[^}\n]*\}/,
    write: ([, words = '']) => words,
  },
];

/** Cells of code, whose output only Quarto knows. */
const chunks: readonly Rewriting[] = [
  {
    form: /^(`{3,})\{=(\w+)\}[ \t]*\n([\s\S]*?)^\1[ \t]*$/m,
    everywhere: true,
    write: ([, , language = '', code = ''], tell) => {
      if (language === 'html') return code;
      tell(`what is written in ${language} is left out`);
      return '';
    },
  },
  {
    form: /^(`{3,})\{(\w+)[^}\n]*\}[ \t]*\n([\s\S]*?)^\1[ \t]*$/m,
    everywhere: true,
    write: ([, ticks = '', language = '', code = ''], tell) => {
      const hidden =
        /^#\|\s*(?:echo|include):\s*false/m.test(code) || /^(?:mermaid|dot|ojs)$/.test(language);
      const label = /^#\|\s*label:\s*(\S+)/m.exec(code)?.[1];
      tell(
        `what the code ${label ?? `in ${language}`} gives is left out: save its picture or table, and show that`,
      );
      const shown = code.replaceAll(/^#\|.*\n/gm, '');
      return hidden || shown.trim() === '' ? '' : `${ticks}${language}\n${shown}${ticks}`;
    },
  },
  {
    form: /`\{?(?:r|python|julia)\}? [^`\n]+`/,
    everywhere: true,
    write: ([all], tell) => {
      tell(`${all} is left as code: write what it gives`);
      return undefined;
    },
  },
];
