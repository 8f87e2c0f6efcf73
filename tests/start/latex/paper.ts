import { readPaper } from '../../../src/start/latex/paper.ts';
import { pageOfPaper } from '../../../src/start/latex/tex-page.ts';

/** The page of a paper of these files; the first is its main file. */
export function pageOf(text: string, files: Record<string, string> = {}) {
  const read = (path: string) => files[path];
  const has = (path: string) => Object.hasOwn(files, path);
  const paper = readPaper({ name: 'main.tex', text }, read);
  const { page, pictures, notes } = pageOfPaper(paper, { read, has }, '/assets/mine');
  return {
    page,
    pictures,
    notes: notes.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
  };
}

/** A paper with this abstract, behind these lines of a preamble. */
export const withAbstract = (abstract: string, ...preamble: string[]): string =>
  [
    '\\documentclass{article}',
    ...preamble,
    '\\title{T}\\author{A}',
    `\\begin{document}\\begin{abstract}${abstract}\\end{abstract}\\end{document}`,
  ].join('\n');
