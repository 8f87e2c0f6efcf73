import { z } from 'zod';
import { listOf, plain } from './values.ts';

/** The name of a host, also out of an address there: `cdn.example.org`, `*.example.org`. */
const host = plain.transform((written, context) => {
  const name = written
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:)?\/\//, '')
    .replace(/[/?#].*$/, '');
  if (/^(?:\*\.)?[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?(?::\d+)?$/u.test(name)) return name;
  const hint = 'write its name alone, such as cdn.example.org';
  const message = `"${written}" is not the name of a host`;
  context.addIssue({ code: 'custom', message, params: { hint } });
  return z.NEVER;
});

/** Hosts that a page may ask for something while it loads, and those below them. */
export const hosts = listOf(host).describe(
  "Other hosts that readers' browsers may be made to ask: for a script, a frame, a picture.",
);
