import { localeOf } from './locale.ts';

/** Why a text names no language, and what to write instead. */
export interface LanguageProblem {
  message: string;
  hint: string;
}

/** Tags for use in private are languages that nobody else knows (RFC 5646, section 2.2.7). */
const privateUse = /^x(?:-[a-z\d]{1,8})+$/i;

const english = (type: 'language' | 'script' | 'region') =>
  new Intl.DisplayNames('en', { type, fallback: 'none' });
const known = {
  language: english('language'),
  script: english('script'),
  region: english('region'),
};

/** A language tag (BCP 47) in its usual spelling: `pt-br` is `pt-BR`, `iw` is `he`. */
export function readLanguage(text: string): { tag: string } | LanguageProblem {
  const written = text.trim();
  if (privateUse.test(written)) return { tag: written.toLowerCase() };
  const hint = `write lang: ${meantBy(written) ?? 'en, de, pt-BR or another tag of BCP 47'}`;
  const locale = localeOf(written);
  if (!locale) return { message: `"${text}" is not the tag of a language`, hint };
  const unknown = unknownPart(locale);
  return unknown
    ? { message: `"${text}" names no known ${unknown}`, hint }
    : { tag: locale.toString() };
}

/** What a language is called in English; its tag where nobody has a name for it. */
export function languageName(tag: string): string {
  const locale = localeOf(tag);
  return (locale && new Intl.DisplayNames('en', { type: 'language' }).of(locale.toString())) ?? tag;
}

/** Of rare languages Unicode has no name, but knows the script. */
function unknownPart(locale: Intl.Locale): keyof typeof known | undefined {
  const { script, region } = locale;
  const language = subtagOf(locale);
  const isKnown =
    language !== '' && (known.language.of(language) ?? localeOf(language)?.maximize().script);
  if (!isKnown) return 'language';
  if (script && !known.script.of(script)) return 'script';
  return region && !known.region.of(region) ? 'region' : undefined;
}

/** Its language; empty for `und`, of which `Intl` tells none, each version in its own way. */
function subtagOf({ language }: { readonly language?: string }): string {
  return language === undefined || language === 'und' ? '' : language;
}

/** Languages that an author may call by name. */
const byName =
  'ar bg bn ca cs da de el en es et eu fa fi fr ga he hi hr hu hy id is it ja ka ko lt lv mk ms nb nl no pl pt ro ru sk sl sq sr sv sw ta th tr uk ur vi zh'.split(
    ' ',
  );

/** The tag that was meant: `en_US` is `en-US`; `Deutsch` and `German` are `de`; the country `jp` speaks `ja`. */
function meantBy(written: string): string | undefined {
  const hyphened = localeOf(written.replace(/[_\s]+/g, '-').replace(/\.[\w-]+$/, ''));
  const language = hyphened ? subtagOf(hyphened) : '';
  if (hyphened && language !== '' && known.language.of(language) && written !== hyphened.toString())
    return hyphened.toString();
  const name = written.toLowerCase();
  const named = byName.find(
    (tag) =>
      known.language.of(tag)?.toLowerCase() === name ||
      new Intl.DisplayNames(tag, { type: 'language' }).of(tag)?.toLowerCase() === name,
  );
  if (named) return named;
  const country = /^([a-z]{2})(?![a-z])/i.exec(written)?.[1];
  const spoken = country && localeOf(`und-${country}`)?.maximize().language;
  return spoken && spoken !== 'en' && spoken !== 'und' ? spoken : undefined;
}

/** Scripts of living languages that run from right to left, and those of old ones that pages may show (ISO 15924). */
const rightToLeft = new Set(
  'Adlm Arab Aran Armi Avst Chrs Cprt Elym Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi'.split(
    ' ',
  ),
);

/** Where lines begin: from the script that a language is written in, unless its tag names another. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  const script = localeOf(tag)?.maximize().script;
  return script && rightToLeft.has(script) ? 'rtl' : 'ltr';
}

/** The tag itself, then what it is a variant of: `zh-Hant-TW`, `zh-Hant`, `zh` (RFC 4647, section 3.4). */
export function lookupOrder(tag: string): string[] {
  const parts = tag.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}
