import { type Person, resolvePeople } from '../people.ts';
import type { Draft } from './draft.ts';

/** An author as front matter of other tools names them. */
export interface NamedPerson {
  readonly name: string;
  readonly link?: string | undefined;
  readonly email?: string | undefined;
  readonly orcid?: string | undefined;
  readonly institutions: readonly string[];
  readonly notes: readonly string[];
}

/** Authors and organizations as our front matter has them. */
export function peopleOf(people: readonly NamedPerson[]): Pick<Draft, 'authors' | 'organizations'> {
  const persons = people.map(
    ({ name, link, email, orcid, institutions, notes }): Person => ({
      name,
      marks: [],
      institutions,
      notes,
      ...(isAddress(link) ? { link } : {}),
      ...(email === undefined || !/^\S+@\S+$/.test(email) ? {} : { email }),
      ...(orcid === undefined ? {} : { orcid }),
    }),
  );
  return resolvePeople(persons, new Map(), () => undefined);
}

const isAddress = (link: string | undefined): link is string =>
  link !== undefined && /^(?:https?:\/\/|mailto:)\S+$/.test(link);
