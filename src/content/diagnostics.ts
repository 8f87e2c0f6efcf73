import type { Path } from './prose.ts';

/**
 * Every problem an author can cause, with the severity it has unless `--strict` makes warnings errors. A note says what
 * could not be found out, and never makes a command fail.
 */
export const codes = {
  encoding: 'error',
  'no-front-matter': 'error',
  'front-matter-language': 'error',
  'yaml-syntax': 'error',
  'duplicate-key': 'error',
  'cut-value': 'warning',
  'folded-lines': 'warning',
  'wrong-type': 'error',
  'missing-key': 'error',
  'unknown-type': 'error',
  'bad-latex': 'error',
  'unknown-label': 'error',
  'duplicate-label': 'error',
  'index-out-of-range': 'error',
  'include-not-found': 'error',
  'include-outside': 'error',
  'template-error': 'error',
  'duplicate-id': 'error',
  'output-conflict': 'error',
  'unreadable-file': 'error',
  'outside-root': 'error',
  'unsafe-address': 'error',
  'no-content': 'error',
  'broken-weights': 'error',
  'not-anonymous': 'error',
  'thanks-left-out': 'note',
  'shows-channel': 'warning',
  'git-silent': 'warning',
  'lost-letter': 'warning',
  'control-character': 'warning',
  'bad-identifier': 'warning',
  'bad-address': 'warning',
  'foreign-syntax': 'warning',
  'left-out': 'warning',
  'unknown-icon': 'warning',
  'unknown-key': 'warning',
  'no-organizations': 'warning',
  'lost-backslash': 'warning',
  'key-in-both-places': 'warning',
  'missing-type': 'warning',
  'empty-paragraph': 'warning',
  'missing-file': 'warning',
  'dead-fragment': 'warning',
  'one-way-link': 'warning',
  'unbalanced-tag': 'warning',
  'unclosed-fence': 'warning',
  'unused-footnote': 'warning',
  'undefined-footnote': 'warning',
  'duplicate-footnote': 'warning',
  'undefined-reference': 'warning',
  'unused-reference': 'warning',
  'duplicate-reference': 'warning',
  'bad-attribute': 'warning',
  'lost-cell': 'warning',
  'missing-alt': 'warning',
  'unreadable-media': 'warning',
  'unequal-pictures': 'warning',
  'foreign-host': 'warning',
  'cache-unusable': 'warning',
  'english-words': 'note',
  'no-weights': 'warning',
  'no-site-url': 'note',
  'hidden-card': 'warning',
  'card-letters': 'note',
  'bibtex-syntax': 'warning',
  'bibtex-one-line': 'warning',
  'bibtex-disagrees': 'warning',
  'dead-link': 'warning',
  'dead-address': 'warning',
  'unanswered-address': 'note',
  'over-budget': 'warning',
  'scholar-tags': 'warning',
  'social-card': 'warning',
  'low-contrast': 'warning',
  'heading-order': 'warning',
  accessibility: 'warning',
  'no-browser': 'warning',
} as const satisfies Record<string, Severity>;

export type Severity = 'error' | 'warning' | 'note';
export type Code = keyof typeof codes;

/** A place in a file; line and column count from 1. */
export interface Position {
  line: number;
  column: number;
  /** How many characters from there are meant, all on this line; left out where that is not known. */
  length?: number;
}

/** Something to tell an author about the key or value at a path of a page. */
export interface Finding {
  code: Code;
  path: Path;
  message: string;
  hint?: string;
}

/** A problem an author can mend: where it is, what is wrong, what to write instead. */
export interface Diagnostic extends Position {
  code: Code;
  severity: Severity;
  /** Path of the file as the author knows it, from the site's root. */
  file: string;
  message: string;
  hint?: string;
}

/** A {@link Diagnostic} for a place, with the severity of its code. */
export function diagnostic(
  code: Code,
  file: string,
  position: Position,
  message: string,
  hint?: string,
): Diagnostic {
  return {
    code,
    severity: codes[code],
    file,
    ...position,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Order in which an author reads a file. */
export const byPlace = (a: Position, b: Position) => a.line - b.line || a.column - b.column;
