import type { Code } from './diagnostics.ts';
import { nearest } from './nearest.ts';
import type { ReferenceKind } from './prose.ts';

/** Why a text cannot be the address of something, and what to write instead. */
export interface AddressFault {
  /** `unsafe-address` must not reach a page; a browser may make something of a `bad-address`. */
  code: Extract<Code, 'unsafe-address' | 'bad-address'>;
  message: string;
  hint: string;
}

/** Schemes that run code, or name what no reader can reach. */
const unsafe = new Set(
  'about blob chrome data file filesystem javascript jar livescript mocha resource vbscript view-source'.split(
    ' ',
  ),
);

type Scheme = keyof typeof forms;

/** What an address of each scheme looks like, at least, and one for a hint. */
const forms = {
  http: { form: /^http:\/\/[^\s/]/i, example: 'http://example.org/page' },
  https: { form: /^https:\/\/[^\s/]/i, example: 'https://example.org/page' },
  mailto: { form: /^mailto:(?:[^\s@]+@[^\s@]+|\?)/i, example: 'mailto:ada@example.org' },
  tel: { form: /^tel:\+?[\d(#*]/i, example: 'tel:+15550100' },
} as const;

const isKnown = (scheme: string): scheme is Scheme => Object.hasOwn(forms, scheme);

/** Data that a page may hold in the place of a file. */
const dataOf: Readonly<Partial<Record<ReferenceKind, RegExp>>> = {
  image: /^data:image\//i,
  poster: /^data:image\//i,
  video: /^data:(?:video|audio)\//i,
};

/**
 * What is wrong with an address of a field or of Markdown; nothing with `http:`, `https:`, `mailto:`, `tel:`, and
 * paths. Browsers pass over spaces before a scheme, and over ends of lines inside it (https://url.spec.whatwg.org).
 */
export function faultOfAddress(written: string, kind: ReferenceKind): AddressFault | undefined {
  const url = written.trim();
  const shown = url.length > 60 ? `${url.slice(0, 60)}…` : url;
  const refuse = (message: string, hint: string) =>
    ({ code: 'unsafe-address', message, hint }) as const;
  const doubt = (message: string, hint: string) =>
    ({ code: 'bad-address', message, hint }) as const;

  if (/\p{Cc}/u.test(url))
    return refuse('an address with a control character leads nowhere', 'write it anew, by hand');
  if (/^(?:[a-z]|file):/i.test(url)) {
    const hint = 'put the file beside the page, and write its path from there';
    return refuse(`${shown} is a place on your own disk`, hint);
  }
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    if (!url.startsWith('//') || URL.canParse(`https:${url}`)) return undefined;
    return doubt(`${shown} is no whole address`, 'write https:// and the name of a host');
  }
  if (dataOf[kind]?.test(url)) return undefined;
  if (unsafe.has(scheme)) {
    const hint = 'write http:, https:, mailto:, tel:, or a path; scripts are written in HTML';
    return refuse(`${shown} is nothing that a page may link to or show`, hint);
  }
  if (!isKnown(scheme)) return doubt(notFollowed(scheme), hintFor(scheme, url));
  if (kind !== 'link' && !scheme.startsWith('http'))
    return doubt(`${shown} is nothing to show`, 'write the path or the address of a file');
  const { form, example } = forms[scheme];
  if (form.test(url) && URL.canParse(url)) return undefined;
  return doubt(`${shown} is no whole address`, `write it like ${example}`);
}

const notFollowed = (scheme: string) =>
  `${scheme}: is none of http:, https:, mailto: and tel:, which browsers follow everywhere`;

function hintFor(scheme: string, url: string): string {
  const rest = url.slice(scheme.length + 1).replace(/^\/+/, '');
  if (scheme === 'doi') return `write https://doi.org/${rest.slice(0, 60)}`;
  if (scheme === 'arxiv') return `write https://arxiv.org/abs/${rest.slice(0, 60)}`;
  const meant = nearest(scheme, Object.keys(forms));
  if (meant) return `did you mean ${meant}:?`;
  return 'for a file, write ./ before it; for a program that readers have, write <a href="...">';
}
