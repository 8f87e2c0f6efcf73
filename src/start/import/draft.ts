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
export function frontMatterOf({ abstract = [], rest, ...draft }: Draft): Record<string, unknown> {
  const { title, subtitle, conference, date, lang, authors, organizations } = draft;
  const page = {
    title,
    subtitle,
    conference,
    date,
    lang,
    authors,
    organizations,
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

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
