export type Block = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Section {
  readonly title: string;
  readonly id?: string;
  readonly paragraphs: readonly Block[];
}

/** What every form of page is read into: our front matter, with what is not known left out. */
export interface Draft {
  readonly title: string;
  readonly subtitle?: string | undefined;
  readonly conference?: string | undefined;
  readonly date?: string | undefined;
  readonly lang?: string | undefined;
  readonly authors?: readonly Readonly<Record<string, unknown>>[];
  readonly organizations?: readonly Readonly<Record<string, unknown>>[];
  readonly links?: Readonly<Record<string, unknown>>;
  /** The work in a sentence. */
  readonly tldr?: string;
  readonly abstract?: readonly string[];
  readonly teaser?: Readonly<Record<string, unknown>> | undefined;
  readonly sections?: readonly Section[];
  readonly bibtex?: string | undefined;
  readonly keywords?: readonly string[];
  readonly description?: string | undefined;
  /** Other keys, which stand in front matter as they do here. */
  readonly rest?: Readonly<Record<string, unknown>>;
}

/** Front matter, keys in the order in which an author reads them. */
export function frontMatterOf(read: Draft): Record<string, unknown> {
  const { abstract = [], rest, ...draft } = withTldr(read);
  const { title, subtitle, conference, date, lang, authors, organizations } = draft;
  const page = {
    title,
    subtitle,
    conference,
    date,
    lang,
    authors,
    organizations,
    tldr: draft.tldr,
    abstract: abstract.length === 1 ? abstract[0] : abstract,
    links: draft.links,
    teaser: draft.teaser,
    sections: draft.sections?.map(({ title: heading, id, paragraphs }) => ({
      title: heading,
      ...(id === undefined ? {} : { id }),
      ...(paragraphs.length === 0 ? {} : { paragraphs }),
    })),
    bibtex: draft.bibtex,
    keywords: draft.keywords,
    description: draft.description,
    ...rest,
  };
  return Object.fromEntries(Object.entries(page).filter(([, value]) => !isNothing(value)));
}

const tldr = /^(?:\*\*|<strong>)?\s*tl;?dr\s*:?\s*(?:\*\*|<\/strong>)?\s*:?\s*(?=\S)/i;

/** A text that says of itself to be short, before the first heading, has a place of its own. */
function withTldr(draft: Draft): Draft {
  const [first, ...others] = draft.sections ?? [];
  const [opening, ...paragraphs] = first?.title === '' ? first.paragraphs : [];
  const text = String(opening?.content ?? '');
  const said = /^(?:text|mini-title)$/.test(opening?.type ?? '') && tldr.test(text);
  if (first === undefined || !said || text.includes('\n\n')) return draft;
  const left = paragraphs.length === 0 ? [] : [{ ...first, paragraphs }];
  return {
    ...draft,
    tldr: text.replace(tldr, '').replaceAll(/\s*\n\s*/g, ' '),
    sections: [...left, ...others],
  };
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
