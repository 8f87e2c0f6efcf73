import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { defineCommand } from '../cli/define-command.ts';
import { aboutNamedFile, exitCodes, InputError, UsageError } from '../cli/failures.ts';
import { text } from '../cli/options.ts';
import { decode } from '../content/decode.ts';
import { positionsIn } from '../content/positions.ts';
import { parseBibtex } from '../render/citation/bibtex.ts';
import { parseNames } from '../render/citation/names.ts';
import { pageOfEntry } from '../start/bibtex-page.ts';
import type { TexPage } from '../start/latex/tex-page.ts';
import { contentFile, emptyPage, refusedName } from '../start/new-page.ts';
import { writeIfAbsent } from '../start/write-new.ts';

export const command = defineCommand({
  name: 'new',
  summary: 'writes a page to begin with, empty, from BibTeX or from the LaTeX of a paper',
  description:
    'Writes content/NAME.md, a page that builds. With --bib it has the title, authors, venue, year, links and BibTeX of an entry;\nwith --tex what the LaTeX source of a paper says, and what could not be taken is listed. No file that is there already is changed.',
  operands: ['NAME'],
  options: {
    root: text('DIR', 'folder that holds content/ (default: here)'),
    bib: text('FILE', 'BibTeX to fill the page from'),
    tex: text('FILE', 'main file of a paper in LaTeX to fill the page from'),
    key: text('KEY', 'the entry of FILE that is meant (default: its first)'),
  },
  async run({ options: { root = '.', bib, tex, key }, operands: [given] }) {
    const name = given.replace(/\.md$/, '');
    const refusal = refusedName(name);
    if (refusal !== undefined) throw new UsageError(`the name ${given} ${refusal}`);
    if (key !== undefined && bib === undefined)
      throw new UsageError('--key names an entry of a file, and needs --bib FILE');
    const path = join(root, 'content', `${name}.md`);
    const cited = bib === undefined ? undefined : pageFrom(bib, key);
    const paper = tex === undefined ? undefined : await paperFrom(tex, `/assets/${name}`);
    const page =
      cited === undefined && paper === undefined ? emptyPage(name) : { ...cited, ...paper?.page };
    if (!writeNamed(path, contentFile(page)))
      throw new InputError(`${path} exists already, and is left as it was`);
    console.log(`wrote ${path}`);
    if (tex !== undefined && paper !== undefined)
      await takeRest(paper, dirname(tex), join(root, 'assets', name));
    return exitCodes.done;
  },
});

/** The parser of LaTeX is loaded for those alone who ask for it. */
async function paperFrom(file: string, folder: string): Promise<TexPage> {
  const { readTexPage } = await import('../start/latex/read-tex-page.ts');
  try {
    return readTexPage(file, folder);
  } catch (error) {
    throw aboutNamedFile(error, file);
  }
}

/** Takes the pictures of a paper, and tells what of it is not on the page. */
async function takeRest({ pictures, notes }: TexPage, from: string, to: string): Promise<void> {
  const { takePictures } = await import('../start/latex/take-pictures.ts');
  const { written, left } = await takePictures(pictures, from, to);
  for (const path of written) console.log(`wrote ${path}`);
  for (const { file, line, column, message } of notes)
    console.error(`${join(from, file)}:${line}:${column} ${message}`);
  for (const { picture, reason } of left)
    console.error(`${join(from, picture.from)} is not taken: ${reason}`);
  const count = notes.length + left.length;
  if (count === 1) console.log('1 place of the paper needs a look');
  else if (count > 1) console.log(`${count} places of the paper need a look`);
}

function writeNamed(path: string, content: string): boolean {
  try {
    return writeIfAbsent(resolve(path), content);
  } catch (error) {
    throw aboutNamedFile(error, path);
  }
}

function pageFrom(file: string, key: string | undefined): Record<string, unknown> {
  const bibtex = readText(file);
  const { entries, problems } = parseBibtex(bibtex);
  const locate = positionsIn(bibtex);
  for (const { offset, message } of problems) {
    const { line, column } = locate(offset);
    console.error(`${file}:${line}:${column} ${message}`);
  }
  const entry =
    key === undefined
      ? entries[0]
      : entries.find((each) => each.key.toLowerCase() === key.toLowerCase());
  const keys = entries.map((each) => each.key).join(', ');
  if (entry === undefined)
    throw new InputError(
      key === undefined
        ? `${file} holds no BibTeX entry`
        : `${file} holds no entry ${key}; it has: ${keys || 'none'}`,
    );
  if (key === undefined && entries.length > 1)
    console.log(`took ${entry.key}, the first of ${entries.length}; --key takes another: ${keys}`);
  if (parseNames(entry.fields.get('author')?.value ?? '').others)
    console.log(`${entry.key} names "and others" among its authors: add who is missing`);
  return pageOfEntry(entry, bibtex);
}

function readText(file: string): string {
  const { text, diagnostics } = decode(file, readNamed(file));
  const said = diagnostics.map(
    ({ line, column, message, hint }) => `${file}:${line}:${column} ${message}; ${hint}`,
  );
  if (text === undefined) throw new InputError(said.join('\n'));
  for (const problem of said) console.error(problem);
  return text;
}

function readNamed(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw aboutNamedFile(error, file);
  }
}
