/** An author as a paper's source has them, before marks are looked up. */
export interface Person {
  readonly name: string;
  readonly marks: readonly string[];
  /** Institutions that are named with the author. */
  readonly institutions: readonly string[];
  readonly email?: string;
  readonly orcid?: string;
  readonly link?: string;
  /** What is said of the author alone. */
  readonly notes: readonly string[];
}

/** What marks lead to. */
export type Legend = ReadonlyMap<string, string>;

/** Authors and their institutions as front matter has them. */
export interface Authors {
  readonly authors: readonly Record<string, unknown>[];
  readonly organizations: readonly { name: string }[];
}

interface Remarks {
  equal: boolean;
  corresponding: boolean;
  notes: string[];
}

/**
 * Looks up marks and puts institutions into one list, each once.
 * @param unexplained is told of a mark that nothing stands for
 */
export function resolvePeople(
  people: readonly Person[],
  legend: Legend,
  unexplained: (person: Person, mark: string) => void,
): Authors {
  const organizations: string[] = [];
  const numberOf = (name: string) => {
    const found = organizations.findIndex((each) => sameName(each, name));
    return found >= 0 ? found + 1 : organizations.push(name);
  };
  // The paper's own order, where it numbers them.
  const numbered = [...legend].filter(
    ([mark, text]) => isNumbered(mark) && isInstitution(mark, text),
  );
  for (const [, text] of numbered.sort(([one], [other]) => Number(one) - Number(other)))
    if (
      people.some(({ marks }) =>
        marks.some((mark) => splitKnown(mark, legend).some((each) => legend.get(each) === text)),
      )
    )
      numberOf(text);

  const authors = people.map((person) => {
    const remarks: Remarks = { equal: false, corresponding: false, notes: [] };
    const affiliations = person.institutions.map(numberOf);
    for (const note of person.notes) addRemark(remarks, note);
    for (const mark of person.marks.flatMap((each) => splitKnown(each, legend))) {
      const text = legend.get(mark) ?? meaningOf(mark);
      if (text === undefined) unexplained(person, mark);
      else if (isInstitution(mark, text)) affiliations.push(numberOf(text));
      else addRemark(remarks, text);
    }
    const { name, email, orcid, link } = person;
    return {
      name,
      ...(link === undefined ? {} : { link }),
      ...(affiliations.length === 0 ? {} : { affiliations: [...new Set(affiliations)] }),
      ...(remarks.equal ? { equal: true } : {}),
      ...(remarks.corresponding ? { corresponding: true } : {}),
      ...(email === undefined ? {} : { email }),
      ...(orcid === undefined ? {} : { orcid }),
      ...(remarks.notes.length === 0 ? {} : { notes: remarks.notes }),
    };
  });
  return { authors, organizations: organizations.map((name) => ({ name })) };
}

const isNumbered = (mark: string) => /^\d+$/.test(mark);

/** A word that says what it means, as in the lists of some conferences. */
const meaningOf = (mark: string): string | undefined =>
  /^(?:equal|corr|corresponding|cor)$/i.test(mark) ? mark : undefined;

/** `12` may be 1 and 2. */
function splitKnown(mark: string, legend: Legend): string[] {
  const digits = [...mark];
  const splits =
    /^\d{2,}$/.test(mark) && !legend.has(mark) && digits.every((digit) => legend.has(digit));
  return splits ? digits : [mark];
}

const remark =
  /\b(?:equal|correspond|contribut|work (?:was )?done|intern|lead|advis|supervis|co-?first|joint|senior|author)/i;

const isInstitution = (mark: string, text: string): boolean =>
  !(remark.test(text) || meaningOf(mark) === text) ||
  (isNumbered(mark) && !/equal|correspond/i.test(text));

/** What is said at more length than a mark could say stays, too. */
function addRemark(remarks: Remarks, text: string): void {
  const equal = /equal|co-?first/i.test(text);
  const corresponding = /^corr?$|correspond/i.test(text);
  if (equal) remarks.equal = true;
  if (corresponding) remarks.corresponding = true;
  const said = text.trim().split(/\s+/).length;
  if (text !== '' && (said > 8 || !(equal || corresponding))) remarks.notes.push(text);
}

const sameName = (one: string, other: string): boolean => plain(one) === plain(other);
const plain = (name: string) =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
