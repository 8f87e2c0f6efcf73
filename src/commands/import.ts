import { basename, dirname, join, relative, resolve } from 'node:path';
import { defineCommand } from '../cli/define-command.ts';
import { aboutNamedFile, exitCodes, UsageError } from '../cli/failures.ts';
import { text } from '../cli/options.ts';
import type { ImportedPage } from '../start/import/import-page.ts';
import { pageName } from '../start/import/page-name.ts';
import { contentFile, refusedName } from '../start/new-page.ts';
import { writeIfAbsent } from '../start/write-new.ts';
import { formatPretty } from './format-diagnostics.ts';
import { problemContext } from './print-report.ts';

export const command = defineCommand({
  name: 'import',
  summary: 'takes project pages of other tools over, with their files',
  description:
    'Writes content/NAME.md for each FILE: an index.html in the manner of nerfies or the academic project page, or a page\nof Jekyll, al-folio, Hugo Blox, Quarto or the Astro template. Its pictures, videos and documents are copied to assets/NAME.\nWhat is left out is listed with its line. No file that is there already is changed.',
  operands: ['FILE...'],
  options: {
    root: text('DIR', 'folder that holds content/ (default: here)'),
    name: text('NAME', 'of the page, where there is one FILE (default: by its file or folder)'),
  },
  async run({ options: { root = '.', name: given }, operands: [files] }) {
    if (given !== undefined && files.length > 1)
      throw new UsageError('--name is that of one page, and there are several files');
    let good = true;
    for (const file of files) {
      const name = given?.replace(/\.md$/, '') ?? pageName(file);
      const refusal = refusedName(name);
      if (refusal !== undefined)
        throw new UsageError(`the name ${name} ${refusal}; give another with --name`);
      good = (await importOne(file, name, root)) && good;
    }
    return good ? exitCodes.done : exitCodes.content;
  },
});

/** @returns whether it was written */
async function importOne(file: string, name: string, root: string): Promise<boolean> {
  const path = join(root, 'content', `${name}.md`);
  // The parser is loaded for those alone who ask for it.
  const { importPage } = await import('../start/import/import-page.ts');
  try {
    const read = importPage(file, `/assets/${name}`);
    if ('diagnostics' in read) {
      const given = read.diagnostics.map((each) => ({
        ...each,
        file: relative(process.cwd(), resolve(file)),
      }));
      console.error(formatPretty(given, problemContext(process.cwd())));
      return false;
    }
    if (!writeIfAbsent(resolve(path), contentFile({ ...read.page }) + read.body)) {
      console.error(`${path} exists already, and is left as it was`);
      return false;
    }
    console.log(`wrote ${path}`);
    await takeRest(read, file, join(root, 'assets', name));
    return true;
  } catch (error) {
    throw aboutNamedFile(error, file);
  }
}

/** Takes the files of a page, and tells what of it is not on ours. */
async function takeRest({ files, notes }: ImportedPage, file: string, to: string): Promise<void> {
  const { takePictures } = await import('../start/latex/take-pictures.ts');
  const { written, left } = await takePictures(files, dirname(file), to);
  for (const each of written) console.log(`wrote ${each}`);
  for (const { line, column, message } of notes)
    console.error(`${file}:${line}:${column} ${message}`);
  for (const { picture, reason } of left)
    console.error(`${join(dirname(file), picture.from)} is not taken: ${reason}`);
  const count = notes.length + left.length;
  if (count > 0)
    console.log(
      `${basename(file)}: ${count} ${count === 1 ? 'place needs' : 'places need'} a look`,
    );
}
