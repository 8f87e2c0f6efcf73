/** The parts of a language tag; undefined when it is none that `Intl` can read. */
export function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** What `Intl` is asked for a language: English where it has none of its own, not that of the machine. */
export const localesFor = (tag: string): string[] => (localeOf(tag) ? [tag, 'en'] : ['en']);
