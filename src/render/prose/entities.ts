import { decodeHTMLAttribute, decodeHTMLStrict } from 'entities/decode';

/** Text with its character references read. */
export const decodeEntities = (text: string): string =>
  text.includes('&') ? decodeHTMLStrict(text) : text;

/** The same for the value of an attribute, in which `&copy=1` is no reference. */
export const decodeAttribute = (text: string): string =>
  text.includes('&') ? decodeHTMLAttribute(text) : text;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML that shows it, also inside a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return /[&<>"]/.test(text)
    ? text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')
    : text;
}
