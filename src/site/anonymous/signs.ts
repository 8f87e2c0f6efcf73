import type { ProjectPage } from '../../content/page.ts';
import { type LinkName, linksNamed, namedLinks } from '../../content/schema/links.ts';
import { referencesIn } from '../../content/written-in.ts';
import { type BibtexEntry, parseBibtex } from '../../render/citation/bibtex.ts';
import { latexToText } from '../../render/citation/latex-text.ts';
import { parseNames } from '../../render/citation/names.ts';
import { isCommonWord } from './common-words.ts';
import { foldText } from './folded.ts';
import type { GitPeople } from './git-people.ts';
import type { Signed } from './published.ts';
import {
  hostsOfHandles,
  type Sign,
  signOfHandle,
  signOfText,
  signsOfInstitution,
  signsOfPerson,
} from './sign.ts';

/** All that must not be left, from what pages, `site.yml` and git say. */
export function signsOf({ pages, site, bibliographies }: Signed, git: GitPeople): Sign[] {
  const titles = new Set(pages.map(({ title }) => foldText(title?.text ?? '')));
  const signs = [
    ...pages.flatMap(signsOfPage),
    ...bibliographies.flatMap((text) => signsOfBibtex('an author in a .bib file', text, titles)),
    ...(site.url === undefined ? [] : signsOfAddress('the address of the site', site.url)),
    ...Object.values(site.analytics ?? {}).flatMap((account) =>
      typeof account === 'object' && 'id' in account
        ? [signOfText('the account of analytics', String(account.id))]
        : [],
    ),
    ...git.people.flatMap(({ name, email }) =>
      isMachine(name, email)
        ? []
        : [...signsOfGitName(name), ...signsOfEmail('an e-mail in git', email)],
    ),
    ...git.remotes.flatMap((address) => signsOfAddress('the owner of the repository', address)),
  ];
  return [
    ...new Map(signs.map((sign) => [`${sign.pattern.source} ${sign.asWritten}`, sign])).values(),
  ];
}

type Author = Extract<NonNullable<ProjectPage['authors']>[number], { orcid?: unknown }>;

function signsOfPage(page: ProjectPage): Sign[] {
  const { authors = [], common_organizations: organizations = [], bibtex, links, og } = page;
  const names = Object.keys(namedLinks) as LinkName[];
  const shown = names.flatMap((name) => linksNamed(name, links));
  const custom = links?.custom ?? [];
  const addresses = [
    ...shown.flatMap(({ url }) => (url.anonymous ? [] : [url.url])),
    ...custom.flatMap(({ href, anonymous }) => (anonymous ? [] : [href.url])),
    page.data_host,
    og?.url,
    og?.image?.url,
    ...(page.meta_tags ?? []).map(({ content }) => content),
    ...referencesIn([page.nav, page.versions, page.translations]).map(({ url }) => url),
  ];
  return [
    ...authors.flatMap(signsOfAuthor),
    ...organizations.flatMap((organization) => [
      ...signsOfInstitution('the institution', organization.name),
      ...('link' in organization && organization.link
        ? signsOfHome('the site of an institution', organization.link.url)
        : []),
    ]),
    ...bibtexOf(page, bibtex).flatMap((text) => signsOfBibtex('an author of the BibTeX', text)),
    ...addresses.flatMap((url) => (url ? signsOfLink(url) : [])),
  ];
}

/** A link that is left out must not stand in a text either. */
function signsOfLink(url: string): Sign[] {
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: '', pathname: '' };
  const place = `${host}${pathname}`.replace(/^www\.|\/$/g, '');
  const isPlace = pathname.length > 1 && !pathname.startsWith('/embed');
  return [
    ...signsOfAddress('the owner of a link', url),
    ...(isPlace ? [signOfText('a link that is left out', place)] : []),
  ];
}

function signsOfAuthor(author: Author): Sign[] {
  const { name, email, orcid, link } = author;
  return [
    ...signsOfNames('the author', name.replaceAll(/\sand\s/gi, ' ')),
    ...(email ? signsOfEmail('the e-mail of an author', email) : []),
    ...(orcid ? [signOfText('the ORCID of an author', orcid.replace(/^.*\//, ''))] : []),
    ...(link ? signsOfHome('the site of an author', link.url) : []),
  ];
}

/** The page's own BibTeX, and that of its blocks. */
const bibtexOf = ({ sections = [] }: ProjectPage, own: string | undefined): string[] => [
  ...(own === undefined ? [] : [own]),
  ...sections.flatMap(({ paragraphs = [] }) =>
    paragraphs.flatMap((block) =>
      block.type === 'bibtex' && block.content !== undefined ? [block.content] : [],
    ),
  ),
];

/** Authors and institutions of BibTeX, of works with one of some titles if these are given. */
const signsOfBibtex = (what: string, text: string, titles?: ReadonlySet<string>): Sign[] =>
  parseBibtex(text).entries.flatMap(({ fields }) => {
    const title = foldText(latexToText(fields.get('title')?.value ?? ''));
    if (titles && !titles.has(title)) return [];
    return signsOfEntry(what, fields);
  });

const signsOfEntry = (what: string, fields: BibtexEntry['fields']): Sign[] => [
  ...signsOfNames(what, fields.get('author')?.value ?? ''),
  ...['institution', 'school'].flatMap((name) => {
    const value = fields.get(name)?.value;
    return value === undefined
      ? []
      : signsOfInstitution('an institution of the BibTeX', latexToText(value));
  }),
];

const signsOfNames = (what: string, field: string): Sign[] =>
  parseNames(field).people.flatMap(({ given, family }) =>
    /^anonym/i.test(given || family) ? [] : signsOfPerson(what, given, family),
  );

/** A name of one word, in small letters or with a number in it, is one of an account. */
const signsOfGitName = (name: string): Sign[] =>
  /^[a-z\d_-]+$|^\S*\d\S*$/.test(name)
    ? [signOfHandle('an author in git', name)]
    : signsOfNames('an author in git', name.replaceAll(/[{}\\@]|\sand\s/gi, ' '));

const isMachine = (name: string, email: string) =>
  /\[bot\]|\bbot$/i.test(name) ||
  /^(?:noreply|no-reply|actions)@/i.test(email) ||
  /^anonym/i.test(name) ||
  isCommonWord(foldText(name));

/** Hosts of e-mail and pages at which everybody may be. */
const publicHosts =
  /^(?:.*\.)?(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|mac|qq|163|126|foxmail|gmx|web|proton|protonmail|pm|mail|yandex|github|gitlab|bitbucket|codeberg|huggingface|hf|twitter|x|linkedin|youtube|youtu|kaggle|google|googleapis|orcid|arxiv|openreview|doi|acm|ieee|springer|dblp|semanticscholar|researchgate|dropbox|zenodo|figshare|osf|wandb|vimeo|bilibili|bsky|mastodon|threads|notion|medium|substack|wikipedia|amazonaws|cloudfront|4open)\.[a-z.]+$|(?:^|\.)noreply\.|^localhost$|^\d/i;

function signsOfEmail(what: string, email: string): Sign[] {
  const [, name = '', host = ''] = /^([^@\s]+)@([^@\s]+)$/.exec(email.trim()) ?? [];
  if (name === '') return [];
  const account = name.replace(/^\d+\+/, '');
  if (/(?:^|\.)noreply\.github\.com$/i.test(host)) return [signOfHandle(what, account)];
  return [
    signOfText(what, email.trim()),
    signOfHandle(what, account),
    ...(publicHosts.test(host) || !host.includes('.') ? [] : [signOfText(what, host)]),
  ];
}

/** Somebody's own site: its host, unless everybody has pages there, and the account that it belongs to. */
function signsOfHome(what: string, url: string): Sign[] {
  const signs = signsOfAddress(what, url);
  if (signs.length > 0 || !URL.canParse(url)) return signs;
  const host = new URL(url).hostname.replace(/^www\./, '');
  return publicHosts.test(host) || !host.includes('.') ? [] : [signOfText(what, host)];
}

/** Whom an address of GitHub, Hugging Face and the like belongs to, also one of git. */
function signsOfAddress(what: string, url: string): Sign[] {
  const plain = url
    .replace(/^[a-z+]+:\/\/(?:[^/@]*@)?/i, '')
    .replace(/^[^/@:\s]+@([^/:]+):/, '$1/')
    .replace(/^www\./i, '');
  const page = /^([\w-]+)\.(?:github|gitlab|codeberg|bitbucket)\.(?:io|page|org)\b/i.exec(
    plain,
  )?.[1];
  if (page !== undefined) return [signOfHandle(what, page)];
  const scholar = /^scholar\.google\.[a-z.]+\/citations\?.*\buser=([\w-]+)/i.exec(plain)?.[1];
  if (scholar !== undefined) return [signOfText(what, scholar)];
  const home = hostsOfHandles.find((host) => plain.toLowerCase().startsWith(`${host}/`));
  const [, account] =
    /^@?([\w.-]+)/.exec(home === undefined ? '' : plain.slice(home.length + 1)) ?? [];
  const isPath =
    /^(?:watch|embed|shorts|channel|papers|spaces|datasets|models|blog|docs|intent|share|orgs|i|in|c|user)$/i;
  return account === undefined || isPath.test(account) || account.length < 2
    ? []
    : [signOfHandle(what, account)];
}
