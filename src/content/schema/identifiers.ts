import { z } from 'zod';
import { plain } from './values.ts';

/** What an identifier stands for: its whole address; undefined when a text is not of that kind. */
export type AddressOf = (written: string) => string | undefined;

/** An identifier between what people write before and behind it, and the address it gets. */
const identifier =
  (prefix: string, form: RegExp, address: string, behind = /$/): AddressOf =>
  (written) => {
    const [before = ''] = new RegExp(`^(?:${prefix})`, 'i').exec(written) ?? [];
    const bare = written.slice(before.length).replace(behind, '');
    if (!form.test(bare)) return undefined;
    // In an address, what has a meaning there is encoded already.
    return address + (before.includes('/') ? bare : bare.replaceAll(/[%#?]/g, encodeURIComponent));
  };

const http = String.raw`(?:https?:)?(?:\/\/)?(?:www\.)?`;

/** Named links whose value may be an identifier instead of an address. */
export const addresses: Record<string, AddressOf> = {
  // https://info.arxiv.org/help/arxiv_identifier.html
  arxiv: identifier(
    String.raw`arxiv(?:\s+preprint)?[:\s]\s*(?:arxiv:\s*)?|(?:doi:\s*|${http}doi\.org\/)?10\.48550\/arxiv\.|${http}(?:export\.)?arxiv\.org\/abs\/|abs\/`,
    /^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?$/i,
    'https://arxiv.org/abs/',
    /\s*\[[a-z-]+(?:\.[a-z-]+)?\]$|\/$/i,
  ),
  // https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html
  doi: identifier(
    String.raw`(?:(?:urn:)?doi[:\s]\s*|info:doi\/|${http}(?:dx\.)?doi\.org\/)+`,
    /^10\.\d{4,9}(?:\.\d+)*\/\S+$/,
    'https://doi.org/',
  ),
  github: identifier(
    String.raw`(?:git\+)?(?:ssh:\/\/|git:\/\/)?(?:git@github\.com[:/]|${http}github\.com\/)|github:\s*|gh:|@`,
    /^[a-z\d](?:-?[a-z\d])*\/[\w.-]+(?<!\.(?:zip|tar|gz|tgz|html|pdf))$/i,
    'https://github.com/',
    /\.git\/?$/,
  ),
  huggingface: identifier(
    String.raw`${http}(?:huggingface\.co|hf\.co)\/`,
    /^(?:(?:datasets|spaces|papers)\/)?[\w.-]+(?:\/[\w.-]+)?$/,
    'https://huggingface.co/',
  ),
  openreview: identifier(
    String.raw`${http}openreview\.net\/forum\?id=`,
    /^[\w-]{8,14}$/,
    'https://openreview.net/forum?id=',
  ),
  youtube: identifier(
    String.raw`${http}(?:youtu\.be\/|youtube\.com\/watch\?v=)`,
    /^[\w-]{11}$/,
    'https://www.youtube.com/watch?v=',
  ),
};

/** The last character of an ORCID iD, by ISO 7064 (MOD 11-2), from the 15 digits before it. */
function orcidCheck(digits: string): string {
  let total = 0;
  for (const digit of digits) total = (total + Number(digit)) * 2;
  const check = (12 - (total % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

/** An ORCID iD in any spelling, as 0000-0002-1825-0097. https://info.orcid.org/ufaqs/what-is-an-orcid-id/ */
export const orcid = plain.transform((written, context) => {
  const digits = written
    .replace(/^\s*(?:(?:https?:)?(?:\/\/)?(?:www\.)?orcid\.org\/|orcid(?:\s+id)?:?\s*)/i, '')
    .replaceAll(/[\s\p{Pd}/]/gu, '')
    .toUpperCase();
  const refuse = (message: string) => {
    const hint = 'write the 16 digits that orcid.org shows: 0000-0002-1825-0097';
    context.addIssue({ code: 'custom', message, params: { hint, code: 'bad-identifier' } });
    return z.NEVER;
  };
  if (!/^\d{15}[\dX]$/.test(digits)) return refuse(`"${written}" is not an ORCID iD`);
  if (orcidCheck(digits.slice(0, 15)) !== digits[15])
    return refuse(`"${written}" is not an ORCID iD: a digit is wrong`);
  return digits.match(/.{4}/g)?.join('-') ?? digits;
});

/** An e-mail address; `mailto:` may stand before it. */
export const email = plain.transform((written, context) => {
  const address = written.trim().replace(/^mailto:\s*/i, '');
  if (/^[^\s@<>()[\],;:"]+@[^\s@<>()[\],;:"]+\.[^\s@<>()[\],;:".]+$/u.test(address)) return address;
  const hint = 'write one address, such as ada@example.org';
  context.addIssue({
    code: 'custom',
    message: `"${written}" is not an e-mail address`,
    params: { hint, code: 'bad-identifier' },
  });
  return z.NEVER;
});
