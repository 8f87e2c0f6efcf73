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

/** A mapping whose keys are tags of languages, in their usual spelling. */
export const byLanguage = <Schema extends z.ZodType>(values: Schema) =>
  mappingOf(values).superRefine((written, context) => {
    for (const tag of Object.keys(written)) {
      const read = readLanguage(tag);
      if ('tag' in read && read.tag === tag) continue;
      const [message, hint] =
        'tag' in read
          ? [`"${tag}" is spelled otherwise`, `write ${read.tag}:`]
          : [read.message, read.hint.replace('lang: ', '')];
      context.addIssue({ code: 'custom', path: [tag], message, params: { hint } });
    }
  });

/** Words of pages by language, with the keys of our own tables. */
export const ownWords = byLanguage(ownTableSchema(plain)).transform(
  (tables): AtPlace<typeof tables> =>
    () =>
      tables,
);
