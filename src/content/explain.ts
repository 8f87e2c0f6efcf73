import type { z } from 'zod';
import { isMapping, valueAt } from './data.ts';
import type { Finding } from './diagnostics.ts';
import { counterpartOf, nearCounterpartOf } from './foreign-keys.ts';
import { nearest } from './nearest.ts';
import { guideNames } from './normalize.ts';
import type { Path } from './prose.ts';
import { keysAt, typesAt } from './schema-keys.ts';

type Issue = z.core.$ZodIssue;

/** What an issue of zod's means to the author of `data`, which messages call `subject`. */
export function explain(
  schema: z.ZodType,
  data: unknown,
  issue: Issue,
  subject: string,
): Finding[] {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const value = valueAt(data, path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(schema, data, path, key, subject));
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined)
    return [unknownType(schema, data, path)];
  const name = nameOf(path, subject);
  if (value === undefined)
    return [{ code: 'missing-key', path, message: `${name} is missing`, hint: `write ${name}:` }];
  if (issue.code === 'custom' && Array.isArray(issue.params?.needs))
    return [needed(path, name, issue.params.needs.map(String))];
  const code = issue.code === 'custom' ? issue.params?.code : undefined;
  if (code === 'bad-identifier' || code === 'bad-address')
    return [{ code, path, ...wrongValue(issue, name, value) }];
  if (issue.code === 'invalid_union') return explainUnion(schema, data, issue, path, subject);
  const hint = shapeHint(path, value);
  const wrong = wrongValue(issue, name, value);
  return [{ code: 'wrong-type', path, ...(hint === undefined ? {} : { hint }), ...wrong }];
}

/** How to write what other tools write in another shape. */
const shapeHints: Record<string, string> = {
  links: 'write pdf: and an address below it, other links below custom: with href: and text:',
  teaser: 'write type: and url: below it, such as teaser: {type: image, url: a.png, alt: ...}',
  authors: 'write a list: - name: Ada, one line for each author',
  common_organizations: 'write a list: - name: Lab, one line for each organization',
  nav: 'write a list: - {title: Data, link: data.md}, one line for each entry',
  related: 'write a list: - {title: ..., link: ...}, one line for each work',
  versions: 'write a list, the newest first: - {label: v2, link: ...}',
  translations: 'write the tag of a language and an address: {de: page-de.md}',
  sections: 'write a list: - title: Results, and paragraphs: below it',
  informal_summary: 'write text, or a list of paragraphs',
  affiliations: 'write its number in organizations, or its name as it stands there',
};

function shapeHint(path: Path, value: unknown): string | undefined {
  const key = path.findLast((step) => typeof step === 'string');
  if (key === undefined || !Object.hasOwn(shapeHints, key)) return undefined;
  return path.at(-1) === key || !isMapping(value) ? shapeHints[String(key)] : undefined;
}

/** Of a union, the problems of the alternative that the author most likely meant. */
function explainUnion(
  schema: z.ZodType,
  data: unknown,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  subject: string,
): Finding[] {
  const value = valueAt(data, path);
  const meant = issue.errors.find((issues) =>
    issues.every(
      (inner) =>
        inner.path.length > 0 || inner.code === 'unrecognized_keys' || inner.code === 'custom',
    ),
  );
  if (meant && (typeof value === 'object' || meant.every(({ code }) => code === 'custom')))
    return meant.flatMap((inner) =>
      explain(schema, data, { ...inner, path: [...path, ...inner.path] }, subject),
    );
  const expected = issue.errors.flat().flatMap(expectedBy);
  const message = `${nameOf(path, subject)} should be ${alternatives(expected)}, not ${kindOf(value)}`;
  const hint = shapeHint(path, value);
  return [{ code: 'wrong-type', path, message, ...(hint === undefined ? {} : { hint }) }];
}

function unknownKey(
  schema: z.ZodType,
  data: unknown,
  path: Path,
  key: string,
  subject: string,
): Finding {
  const known = keysAt(schema, data, path);
  const names = known.map(guideName);
  const close = nearest(key, [...names, ...known]);
  const hint =
    counterpartOf(path, key, known) ??
    (close && `did you mean "${guideName(close)}"?`) ??
    nearCounterpartOf(path, key, known) ??
    listOf(names);
  const message = `"${key}" is not a key of ${nameOf(path, subject)}; it is ignored`;
  return { code: 'unknown-key', path: [...path, key], message, hint };
}

function needed(path: Path, name: string, keys: string[]): Finding {
  const hint = `write ${keys.map((key) => `${key}:`).join(' or ')}`;
  return { code: 'missing-key', path, message: `${name} has no ${keys.join(' or ')}`, hint };
}

function unknownType(schema: z.ZodType, data: unknown, path: Path): Finding {
  const types = typesAt(schema, data, path.slice(0, -1));
  const type = valueAt(data, path);
  const known = listOf(types).replace('here', 'types');
  if (type === undefined) {
    const block = valueAt(data, path.slice(0, -1));
    const message = isMapping(block)
      ? 'this block has no type'
      : `a block is keys and values, not ${kindOf(block)}`;
    return { code: 'missing-key', path: path.slice(0, -1), message, hint: known };
  }
  const meant = typeof type === 'string' ? nearest(type, types) : undefined;
  const hint = meant ? `did you mean "${meant}"?` : known;
  return { code: 'unknown-type', path, message: `there is no block type "${String(type)}"`, hint };
}

function wrongValue(issue: Issue, name: string, value: unknown): Pick<Finding, 'message' | 'hint'> {
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const meant = nearest(String(value), values);
    const message = `${name} cannot be "${String(value)}"`;
    return { message, hint: meant ? `did you mean "${meant}"?` : `write ${alternatives(values)}` };
  }
  const expected = expectedBy(issue);
  if (expected.length > 0)
    return { message: `${name} should be ${alternatives(expected)}, not ${kindOf(value)}` };
  if (issue.code === 'too_small' || issue.code === 'too_big') return outOfBounds(issue, name);
  const hint = issue.code === 'custom' ? issue.params?.hint : undefined;
  if (typeof hint === 'string') return { message: issue.message, hint };
  return { message: `${name}: ${issue.message}` };
}

type BoundIssue = Extract<Issue, { code: 'too_small' | 'too_big' }>;

function outOfBounds(issue: BoundIssue, name: string): Pick<Finding, 'message'> {
  const few = issue.code === 'too_small';
  const bound = String(few ? issue.minimum : issue.maximum);
  if (issue.origin === 'array' || issue.origin === 'string')
    return { message: few ? `${name} is empty` : `${name} has more than ${bound} items` };
  const least = issue.inclusive === false ? 'more than' : few ? 'at least' : 'at most';
  return { message: `${name} should be ${least} ${bound}` };
}

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys and values',
  record: 'keys and values',
};

const expectedBy = (issue: Issue): string[] =>
  issue.code === 'invalid_type'
    ? [kinds[issue.expected] ?? issue.expected]
    : issue.code === 'invalid_union'
      ? issue.errors.flat().flatMap(expectedBy)
      : [];

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isMapping(value)) return 'keys and values';
  return typeof value === 'string' ? `"${value}"` : String(value);
}

function alternatives(words: string[]): string {
  // YAML reads some text as a number or a boolean; whoever may write text need not hear of that.
  const unsaid = words.includes('a number') ? ['a number', 'true or false'] : ['text'];
  const several = words.includes('text') && words.includes('true or false');
  const meant = several ? words.filter((word) => !unsaid.includes(word)) : words;
  const [last = '', ...others] = [...new Set(meant)].reverse();
  return others.length > 0 ? `${others.reverse().join(', ')} or ${last}` : last;
}

/** The keys that may stand somewhere, as many as a hint holds. */
function listOf(names: readonly string[]): string {
  const kept: string[] = [];
  for (const name of names) {
    if (['known here:', ...kept, name].join(', ').length > 110)
      return `known here: ${kept.join(', ')}, ...`;
    kept.push(name);
  }
  return `known here: ${kept.join(', ')}`;
}

/** Keys as the guide spells them, where the data has an older name. */
const guideName = (key: string) =>
  Object.hasOwn(guideNames, key) ? (guideNames[key] ?? key) : key;

/** The key a path ends in: `caption`, or `author 2` for an item of a list. */
function nameOf(path: Path, subject: string): string {
  const last = path.at(-1);
  if (last === undefined) return subject;
  if (typeof last === 'string') return guideName(last);
  const list = path.findLast((step) => typeof step === 'string');
  return `item ${last + 1} of ${list === undefined ? 'the list' : guideName(String(list))}`;
}
