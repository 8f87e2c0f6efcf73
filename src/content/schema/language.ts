import { z } from 'zod';
import { readLanguage } from '../../words/language.ts';
import { ownTableSchema } from '../../words/words.ts';
import type { AtPlace } from '../placed.ts';
import { mappingOf, plain } from './values.ts';

/** The tag of a language (BCP 47) in its usual spelling. */
export const language = plain.transform((text, context) => {
  const read = readLanguage(text);
  if ('tag' in read) return read.tag;
  const params = { code: 'bad-identifier', hint: read.hint };
  context.addIssue({ code: 'custom', message: read.message, params });
  return z.NEVER;
});

/** Words of pages by language, with the keys of our own tables. */
export const ownWords = mappingOf(ownTableSchema(plain))
  .superRefine((tables, context) => {
    for (const tag of Object.keys(tables)) {
      const read = readLanguage(tag);
      if ('tag' in read && read.tag === tag) continue;
      const [message, hint] =
        'tag' in read
          ? [`"${tag}" is spelled otherwise`, `write ${read.tag}:`]
          : [read.message, read.hint.replace('lang: ', '')];
      context.addIssue({ code: 'custom', path: [tag], message, params: { hint } });
    }
  })
  .transform(
    (tables): AtPlace<typeof tables> =>
      () =>
        tables,
  );
