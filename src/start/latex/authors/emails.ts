import type { Person } from '../../people.ts';

/** `{ada, bob}@example.org` stands for two addresses. */
export function emailsIn(text: string): string[] {
  const braces = /\{([^{}@]+)\}\s*(@[\w.-]+)/g;
  const several = [...text.matchAll(braces)].flatMap(([, names = '', host = '']) =>
    names.split(/[\s,;|]+/).map((name) => name + host),
  );
  const single = text.replaceAll(braces, ' ').match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
  return [...several, ...single].filter((email) => /^[^@]+@[^@]+\.[^@.]+$/.test(email));
}

/** What an institution is called where addresses stand behind it. */
export const withoutEmails = (text: string): string =>
  text
    .replaceAll(/(?:e-?mails?\s*:?\s*)?(?:\{[^{}@]+\}\s*|[\w.+-]+)@[\w.-]+/gi, '')
    .replaceAll(/\s+(?=[,;.]|$)|(?<=\s)\s+/g, '')
    .replaceAll(/(?:\s*[,;](?=\s*[,;]))+|[\s,;]+$|^[\s,;]+/g, '')
    .trim();

/** Of each author the address that has most of the name in it; each is given once. */
export function matched(
  people: readonly Person[],
  emails: readonly string[],
): (string | undefined)[] {
  const pairs = people.flatMap(({ name }, index) =>
    emails.map((email) => ({ index, email, likeness: likeness(name, email) })),
  );
  const given: (string | undefined)[] = people.map(() => undefined);
  for (const { index, email, likeness } of pairs.sort((a, b) => b.likeness - a.likeness))
    if (likeness > 0 && given[index] === undefined && !given.includes(email)) given[index] = email;
  return given;
}

/** How many letters of an address are those of parts of a name. */
function likeness(name: string, email: string): number {
  const local = email.toLowerCase().split('@')[0] ?? '';
  return name
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length > 2 && local.includes(part))
    .join('').length;
}
