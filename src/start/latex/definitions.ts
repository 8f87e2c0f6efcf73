import type { Edit, MappedText } from '../text/mapped-text.ts';
import { type Reader, readerAt } from './definition-reader.ts';
import { linesOf } from './line-cuts.ts';

/** What an author's command stands for. */
export interface Definition {
  /** Without its backslash. */
  name: string;
  /** How many arguments it takes, with the optional one. */
  arguments: number;
  /** What stands for its first argument where that is left out; only commands that have one. */
  default?: string;
  /** In LaTeX, with #1 and so on. */
  body: string;
}

/** An environment for theorems, lemmas and the like. */
export interface Theorem {
  title: string;
  /** What counts them; nothing where they have no number. */
  counter?: string;
  /** The heading in which counting begins anew. */
  within?: string;
}

export type Definitions = ReadonlyMap<string, Definition>;

const command =
  /\\(?:(newcommand|renewcommand|providecommand|DeclareRobustCommand)\*?|((?:long|outer|global|protected)?\\?[gex]?def)|(let)|(DeclareMathOperator)(\*?)|(NewDocumentCommand|RenewDocumentCommand|ProvideDocumentCommand)|(DeclarePairedDelimiter)|(newenvironment|renewenvironment)\*?|(newtheorem\*?)|([cC]refname|crefformat|Crefformat|definecolor|colorlet|hypersetup|geometry|newcolumntype|lstset|lstdefinestyle|captionsetup|setlength|addtolength|tikzset|usetikzlibrary|pgfplotsset))(?![a-zA-Z@])/g;

/**
 * Takes the definitions out of a text: those of commands, which are read, and settings that show nothing.
 * Later ones hold, except that `\providecommand` changes nothing that is there.
 */
export function takeDefinitions(source: MappedText): {
  rest: MappedText;
  definitions: Definitions;
  theorems: ReadonlyMap<string, Theorem>;
} {
  const { text } = source;
  const definitions = new Map<string, Definition>();
  const theorems = new Map<string, Theorem>();
  const edits: Edit[] = [];
  let at = 0;
  for (const found of text.matchAll(command)) {
    if (found.index < at) continue;
    const read = readerAt(text, found.index + found[0].length);
    const [, named, def, aliased, operator, star, modern, paired, environment, theorem] = found;
    let definition: Definition | undefined;
    if (named !== undefined) definition = readNewCommand(read);
    else if (def !== undefined) definition = readDef(read);
    else if (aliased !== undefined) definition = readLet(read);
    else if (operator !== undefined) {
      const name = read.name();
      const body = read.group();
      if (name !== undefined && body !== undefined)
        definition = { name, arguments: 0, body: `\\operatorname${star}{${body}}` };
    } else if (modern !== undefined) definition = readDocumentCommand(read);
    else if (paired !== undefined) {
      const [name, open, close] = [read.name(), read.group(), read.group()];
      if (name !== undefined && close !== undefined)
        definition = { name, arguments: 1, body: `\\left${open}#1\\right${close}` };
    } else if (theorem !== undefined) {
      const name = read.group();
      const shared = read.optional();
      const title = read.group();
      const within = read.optional();
      if (name !== undefined && title !== undefined)
        theorems.set(name, theoremOf(title, theorem, { name, shared, within }, theorems));
    } else if (environment !== undefined) {
      read.group();
      read.optional();
      read.optional();
      read.group();
      read.group();
    } else if (read.group() === undefined) continue;
    else while (read.group() !== undefined || read.optional() !== undefined);
    if (definition !== undefined) {
      const keeps = named === 'providecommand' && definitions.has(definition.name);
      if (!keeps) definitions.set(definition.name, definition);
    } else if (
      [named, def, aliased, operator, modern, paired].some(Boolean) &&
      read.at === read.start
    )
      continue;
    at = read.at;
    edits.push(linesOf(text, found.index, at));
  }
  return { rest: source.edited(withoutOverlap(edits)), definitions, theorems };
}

function theoremOf(
  title: string,
  command: string,
  {
    name,
    shared,
    within,
  }: { name: string; shared?: string | undefined; within?: string | undefined },
  others: ReadonlyMap<string, Theorem>,
): Theorem {
  if (command.endsWith('*')) return { title };
  const other = shared === undefined ? undefined : others.get(shared);
  const inside = other === undefined ? within : other.within;
  return {
    title,
    counter: other?.counter ?? shared ?? name,
    ...(inside === undefined ? {} : { within: inside }),
  };
}

function withoutOverlap(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits)
    if (edit.start >= (kept.at(-1)?.end ?? 0)) kept.push(edit);
    else if (edit.end > (kept.at(-1)?.end ?? 0))
      kept.push({ ...edit, start: kept.at(-1)?.end ?? 0 });
  return kept;
}

function readNewCommand(read: Reader): Definition | undefined {
  const name = read.name();
  const count = Number(read.optional() ?? 0);
  const first = read.optional();
  const body = read.group();
  if (name === undefined || body === undefined || !Number.isInteger(count)) return undefined;
  return { name, arguments: count, ...(first === undefined ? {} : { default: first }), body };
}

/** `\def\name#1#2{...}`; one whose arguments end at signs of its own is no command that we can use. */
function readDef(read: Reader): Definition | undefined {
  const name = read.match(/\s*\\([a-zA-Z@]+|[^a-zA-Z])/y)?.[1];
  const written = read.match(/[^{}\n]*/y)?.[0] ?? '';
  const body = read.group();
  const count = /^\s*(?:#\d\s*)*$/.test(written) ? (written.match(/#/g) ?? []).length : undefined;
  if (name === undefined || body === undefined || count === undefined) return undefined;
  return { name, arguments: count, body };
}

function readLet(read: Reader): Definition | undefined {
  const name = read.match(/\s*\\([a-zA-Z@]+|[^a-zA-Z])\s*=?/y)?.[1];
  const body = read.match(/\s*(\\[a-zA-Z@]+|\\?[^\s])/y)?.[1];
  return name === undefined || body === undefined ? undefined : { name, arguments: 0, body };
}

/** Of xparse's arguments, those that braces hold, and one in brackets before them. */
function readDocumentCommand(read: Reader): Definition | undefined {
  const name = read.name();
  const specification = read.group()?.replaceAll(/\s/g, '') ?? '';
  const body = read.group();
  const [, optional, fallback, mandatory = ''] =
    /^(?:(o|O\{([^{}]*)\})?)(m*)$/.exec(specification) ?? [];
  if (name === undefined || body === undefined) return undefined;
  if (optional === undefined && mandatory.length !== specification.length) return undefined;
  const count = mandatory.length + (optional === undefined ? 0 : 1);
  return {
    name,
    arguments: count,
    ...(optional === undefined ? {} : { default: fallback ?? '' }),
    body,
  };
}
