import { extname } from 'node:path';
import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import { positionsIn } from '../../content/positions.ts';
import { type TextIn, textsOf } from '../../media/metadata/texts.ts';
import type { FinishedPage, NewSite } from '../output/new-site.ts';
import { themeOutput } from '../output/theme.ts';
import { peopleOfGit } from './git-people.ts';
import { textOfHtml } from './html-text.ts';
import { filesOfPage } from './page-files.ts';
import { wordsOfPdf } from './pdf-words.ts';
import { type Place, placeInPage } from './place.ts';
import type { Signed } from './published.ts';
import { keptPhrase, type Sign, signsIn } from './sign.ts';
import { signsOf } from './signs.ts';

/** Words that hold the name of an institution and tell of none. */
const harmless = [
  'MIT License',
  'MIT Licence',
  'Google Scholar',
  'Google Colab',
  'Google Drive',
  'Google Fonts',
];

/** What is looked for, and what may stay. */
interface Search {
  site: NewSite;
  signs: readonly Sign[];
  kept: readonly RegExp[];
}

/** Signs of the authors that are left in what is to be anonymous: in texts, names of files, and metadata. */
export async function signsLeft(site: NewSite, signed: Signed): Promise<Diagnostic[]> {
  const { pages, site: settings, all } = signed;
  const git = await peopleOfGit(site.root);
  const signs = signsOf(signed, git);
  const phrases = [
    ...harmless,
    ...(settings.anonymous_keep ?? []),
    ...pages.flatMap(({ anonymous_keep: own = [] }) => own),
  ];
  const search: Search = { site, signs, kept: phrases.map(keptPhrase) };
  const anonymous = site.pages.filter(({ page }) => page.anonymous);
  const searched = all
    ? site.files.filter((path) => !path.startsWith(`${themeOutput}/`))
    : [...new Set(anonymous.flatMap((page) => filesOfPage(page, site)))];
  const problems = anonymous.flatMap(({ page }) => channels(page));
  if (git.problem !== undefined) problems.push(withoutGit(git.problem));
  for (const path of searched) problems.push(...(await leftIn(path, search)));
  return problems;
}

const withoutGit = (problem: string): Diagnostic =>
  diagnostic(
    'git-silent',
    'content',
    { line: 1, column: 1 },
    `git does not say who wrote here, so that their names were not looked for: ${problem}`,
    'in a container: git config --global --add safe.directory and the folder',
  );

/** Whose a video on YouTube is, its player shows beside it. */
const channels = ({ sections = [], source }: ProjectPage): Diagnostic[] =>
  sections.flatMap(({ paragraphs = [] }) =>
    paragraphs.flatMap((block) => {
      if (block.type !== 'youtube') return [];
      const message = 'YouTube shows beside this video whose it is';
      const hint =
        'put the video into assets/ and show it with type: video, or use an anonymous channel';
      const place = source.locate(block.path);
      return [diagnostic('shows-channel', source.file, place, message, hint)];
    }),
  );

async function leftIn(path: string, search: Search): Promise<Diagnostic[]> {
  const { site, signs, kept } = search;
  const bytes = site.read(path);
  const texts = await textsOf(bytes, wordsOfPdf);
  const said = texts.flatMap(({ text, where }) => {
    const shown = where === undefined && /^\.(?:html?|svg|xml)$/i.test(extname(path));
    const read = { text: shown ? textOfHtml(text) : unescaped(text), ...(where ? { where } : {}) };
    return signsIn(read.text, signs, kept).map((found) => ({ ...found, read }));
  });
  const named = signsIn(wordsOfPath(path), signs, kept).map((found) => ({
    ...found,
    read: { text: wordsOfPath(path), where: 'its name' } satisfies TextIn,
  }));
  const once = new Map([...named, ...said].map((found) => [found.sign, found] as const));
  const problems = [...once.values()].map(({ sign, start, end, read }) => {
    const words = read.text.slice(start, end).replaceAll(/\s+/g, ' ');
    const { place, exact } = placeOf(path, sign, read, search);
    const inside = read.where === undefined ? '' : `, in ${read.where}`;
    const from = exact && read.where === undefined ? '' : ` (${path} of the site${inside})`;
    const message = `"${words}" tells who wrote this: ${sign.what} is ${sign.text}${from}`;
    const hint = 'take it out; if it is no sign of the authors, write it under anonymous_keep:';
    return diagnostic('not-anonymous', place.file, place, message, hint);
  });
  // An e-mail holds a name too.
  return [
    ...new Map(problems.map((one) => [`${one.file} ${one.line} ${one.column}`, one])).values(),
  ];
}

/** Letters of scripts and JSON that are written as their numbers. */
const unescaped = (text: string) =>
  text.includes('\\u')
    ? text.replaceAll(/\\u([\da-f]{4})/gi, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

/** The words in a path: `AdaLovelace_2025.png` is three. */
const wordsOfPath = (path: string) =>
  path.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll(/[/_-]/g, ' ');

/** Where the author wrote what is in a file of the site, or at least refers to that file. */
function placeOf(
  path: string,
  sign: Sign,
  read: TextIn,
  { site, kept }: Search,
): { place: Place; exact: boolean } {
  const page = site.pages.find(({ report }) => report.output === path) ?? pageBeside(path, site);
  if (page) {
    const place = placeInPage(page, sign, kept, site);
    return place
      ? { place, exact: true }
      : { place: { file: page.page.source.file, line: 1, column: 1 }, exact: false };
  }
  const copied = site.copyOf(path);
  if (copied !== undefined && read.where === undefined) {
    const text = site.read(path).toString('utf8');
    const [found] = signsIn(text, [sign], kept);
    const position = found ? positionsIn(text)(found.start) : { line: 1, column: 1 };
    return { place: { file: copied, ...position }, exact: true };
  }
  const place = referenceTo(path, site) ?? { file: copied ?? 'site.yml', line: 1, column: 1 };
  return { place, exact: false };
}

/** The page whose folder a file was made for, such as its BibTeX. */
const pageBeside = (path: string, site: NewSite): FinishedPage | undefined =>
  site.copyOf(path) === undefined && path.endsWith('.bib')
    ? site.pages.find(({ report }) => path.startsWith(report.output.slice(0, -'index.html'.length)))
    : undefined;

function referenceTo(path: string, site: NewSite): Place | undefined {
  for (const { page, questions } of site.pages)
    for (const [href, { output }] of questions.files) {
      const at = output === path ? questions.places.get(href) : undefined;
      if (at) return { file: page.source.file, ...page.source.locate(at.path, at.offset) };
    }
  return undefined;
}
