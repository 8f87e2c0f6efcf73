import type { ProjectPage } from '../../content/page.ts';
import { macrosOf } from '../prose/page-macros.ts';
import { plainText } from '../prose/prose.ts';
import type { ProseContext } from '../prose/writer.ts';
import type { Report } from '../resolve.ts';
import type { SafeHtml } from '../templates.ts';
import type { ValueRenderer } from '../view.ts';
import { uniqueIds } from './ids.ts';

export interface SectionView {
  id: string;
  title?: SafeHtml;
  long: boolean;
}

/** Ids that the page's own frame has. */
const ownIds = ['content', 'abstract', 'bibtex', 'related'];

/** The ids of a page's sections, and new ones for all that comes into being while it is written. */
export interface PageIds {
  sections: readonly string[];
  idFor: (words: string) => string;
  /** Whether an id that the author wrote in a text is the first of its name; else it is told. */
  claim: NonNullable<ProseContext['claimId']>;
}

/** Gives every section an id that nothing else on the page has. */
export function idsOf(page: ProjectPage, report: Report): PageIds {
  const { sections = [] } = page;
  const taken = new Set(ownIds);
  const given = sections.map(({ id, path }) => {
    if (id === undefined || !isUsable(id, { path: [...path, 'id'] }, taken, report))
      return undefined;
    taken.add(id);
    return id;
  });
  const idFor = uniqueIds(taken);
  const ids = sections.map(({ title }, index) => {
    const words = title ? plainText(title, macrosOf(page)) : '';
    return given[index] ?? idFor(words);
  });
  return {
    sections: ids,
    idFor,
    claim(id, at, hint) {
      const free = isFree(id, at, taken, report, hint);
      if (free) taken.add(id);
      return free;
    },
  };
}

/** The heads of a page's sections. */
export function sectionsOf(page: ProjectPage, ids: PageIds, show: ValueRenderer): SectionView[] {
  const { sections = [] } = page;
  return sections.map(({ title }, index) => {
    const words = title ? plainText(title, macrosOf(page)) : '';
    return {
      id: ids.sections[index] ?? '',
      ...(title && words !== '' ? { title: show.prose(title) } : {}),
      long: isLong(words),
    };
  });
}

/** Whether an id that a section was given can be had. */
function isUsable(
  id: string,
  at: Parameters<Report>[1],
  taken: ReadonlySet<string>,
  report: Report,
): boolean {
  if (id !== '' && !/\s/.test(id)) return isFree(id, at, taken, report);
  const message = 'an id has at least one character, and no spaces';
  report('wrong-type', at, message, 'write id: how-it-works, or leave it out');
  return false;
}

function isFree(
  id: string,
  at: Parameters<Report>[1],
  taken: ReadonlySet<string>,
  report: Report,
  hint = 'choose another, or leave it out',
): boolean {
  if (!taken.has(id)) return true;
  const message = `the id "${id}" is taken on this page, and links would lead to the other one`;
  report('duplicate-id', at, message, hint);
  return false;
}

/** Whether a title is set smaller. */
export const isLong = (title: string) => title.length > 50;
