import { readPage } from '../../src/content/read-page.ts';

/** A page of these lines of front matter, with a title. */
export const read = (...lines: string[]) =>
  readPage('content/x.md', 'x', ['---', 'title: T', ...lines, '---', ''].join('\n'));

/** Its problems as `line:column code`, or with their messages. */
export const problemsOf = (...lines: string[]) =>
  read(...lines).diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);

export const messagesOf = (...lines: string[]) =>
  read(...lines).diagnostics.map(({ message }) => message);

export const hintsOf = (...lines: string[]) => read(...lines).diagnostics.map(({ hint }) => hint);
