import { z } from 'zod';
import { months } from '../months.ts';
import { plain } from './values.ts';

interface Parts {
  year: string;
  month?: string | undefined;
  day?: string | undefined;
}

const time = String.raw`(?:[Tt]|\s+)(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d*)?)?\s*(?:Z|[-+]\d\d?(?::?\d\d)?|UTC)?`;
const written = [
  new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d\d?)-(?<day>\d\d?)(?:${time})?$`),
  /^(?<year>\d{4})(?:-(?<month>\d\d?))?$/,
  /^(?<year>\d{4})\/(?<month>\d\d?)(?:\/(?<day>\d\d?))?$/,
  /^(?:(?<day>\d\d?)\.?\s+)?(?<month>\p{L}{3,9})\.?,?\s+(?<year>\d{4})$/u,
  /^(?<month>\p{L}{3,9})\.?\s+(?<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?<year>\d{4})$/u,
];

/** The parts of a date as authors write it; `undefined` when it is none. */
function partsOf(text: string): Parts | undefined {
  for (const form of written) {
    const groups = form.exec(text)?.groups;
    if (groups?.year) return { year: groups.year, month: groups.month, day: groups.day };
  }
  return undefined;
}

/** 2021, 2021-10 or 2021-10-11; a reason when there is no such day. */
function isoDate(text: string): { date: string } | { reason: string } {
  const parts = partsOf(text.trim());
  if (!parts) return { reason: `"${text}" is not a date` };
  const { year, month, day } = parts;
  if (month === undefined) return { date: year };
  const named = months.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const number = named || Number(month);
  if (!(number >= 1 && number <= 12)) return { reason: `there is no month ${month}` };
  const padded = `${year}-${String(number).padStart(2, '0')}`;
  if (day === undefined) return { date: padded };
  const last = new Date(Date.UTC(Number(year), number, 0)).getUTCDate();
  if (Number(day) < 1 || Number(day) > last)
    return { reason: `${padded} has no day ${Number(day)}` };
  return { date: `${padded}-${day.padStart(2, '0')}` };
}

/** A date in one of the ways that authors and other tools write it, with or without a time. */
export const date = plain.transform((text, context) => {
  const read = isoDate(text);
  if ('date' in read) return read.date;
  const hint = 'write 2021, 2021-10 or 2021-10-11';
  context.addIssue({ code: 'custom', message: read.reason, params: { hint } });
  return z.NEVER;
});
