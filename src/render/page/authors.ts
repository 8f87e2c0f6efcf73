import type { ProjectPage } from '../../content/page.ts';
import type { Path } from '../../content/prose.ts';
import type { Words } from '../../words/words.ts';
import type { Report } from '../resolve.ts';
import type { SafeHtml } from '../templates.ts';
import type { ResolvedReference, ValueRenderer } from '../view.ts';

/** An author as the page shows them: the marks behind the name are explained below it. */
export interface AuthorView {
  name: string;
  link?: ResolvedReference;
  email?: string;
  orcid?: string;
  marks: string[];
  /** What they did, in words. */
  roles: readonly string[];
}

type Author = Extract<NonNullable<ProjectPage['authors']>[number], { orcid?: unknown }>;

export interface Byline {
  authors: AuthorView[];
  /** Whether it is said of an author what they did. */
  hasRoles: boolean;
  /** What the marks that are no numbers mean. */
  notes: { mark: string; text: string | SafeHtml }[];
  /** Whether organizations carry the numbers that authors refer to. */
  numbered: boolean;
}

const noteMarks = ['†', '‡', '§', '¶', '‖', '#'];

/**
 * Authors with their marks. Organizations are counted from 1 in `affiliations` and from 0 in `org`;
 * with one organization alone, everyone belongs to it and nobody needs a number.
 */
export function byline(
  page: ProjectPage,
  show: ValueRenderer,
  report: Report,
  words: Words,
): Byline {
  const organizations = page.common_organizations?.length ?? 0;
  const notes = new Map<string, Byline['notes'][number]>();

  function markFor(text: string | SafeHtml, own?: string): string {
    const known = notes.get(String(text));
    if (known) return known.mark;
    const count = [...notes.values()].filter(({ mark }) => mark !== '*').length;
    const mark = own ?? (noteMarks[count] || '*'.repeat(count - noteMarks.length + 2));
    notes.set(String(text), { mark, text });
    return mark;
  }

  function numbers(indices: readonly number[] | undefined, first: number, path: Path): number[] {
    return (indices ?? []).flatMap((index, at) => {
      const number = index - first + 1;
      if (number >= 1 && number <= organizations) return [number];
      if (organizations === 0) {
        const message = `organization ${index} is not there: common_organizations is empty`;
        const hint = 'write common_organizations: and the names, or take the number out';
        report('no-organizations', { path: [...path, at] }, message, hint);
        return [];
      }
      const message = `organization ${index} is not there: ${path.at(-1)} counts from ${first} to ${organizations - 1 + first}`;
      report('index-out-of-range', { path: [...path, at] }, message);
      return [];
    });
  }

  const equal = page.equal_text ? show.prose(page.equal_text) : words.equal_contribution;

  const authors = (page.authors ?? []).map((author): AuthorView & { belongs: number[] } => {
    const written: Author = author;
    const belongs = [
      ...numbers(written.affiliations, 1, [...written.path, 'affiliations']),
      ...numbers(written.org, 0, [...written.path, 'org']),
    ];
    const marks: string[] = [];
    if (written.equal || written.equal_contribution) marks.push(markFor(equal, '*'));
    if (written.corresponding) marks.push(markFor(words.corresponding_author));
    for (const note of written.notes ?? []) marks.push(markFor(show.prose(note)));
    return {
      name: written.name,
      ...(written.link ? { link: show.reference(written.link) } : {}),
      ...(written.email ? { email: written.email } : {}),
      ...(written.orcid ? { orcid: written.orcid.replace(/^https?:\/\/orcid\.org\//, '') } : {}),
      roles: written.roles ?? [],
      marks,
      belongs: [...new Set(belongs)],
    };
  });

  const numbered = organizations > 1 && authors.some(({ belongs }) => belongs.length > 0);
  return {
    authors: authors.map(({ belongs, marks, ...author }) => ({
      ...author,
      marks: [...(numbered ? belongs.map(String) : []), ...marks],
    })),
    hasRoles: authors.some(({ roles }) => roles.length > 0),
    notes: [...notes.values()],
    numbered,
  };
}
