import type { Edit, MappedText } from '../text/mapped-text.ts';
import { linesOf } from './line-cuts.ts';

/** Conditionals of TeX and of what packages build on them; `\iff` is a sign, and `\ifthenelse` has no `\fi`. */
const primitives =
  /^if(?:x|num|dim|odd|vmode|hmode|mmode|inner|void|hbox|vbox|cat|eof|case|defined|csname|true|false|pdf|(?:cvpr|iccv|wacv|eccv)final)?$/;

interface Open {
  name: string;
  /** Of the command that opened it. */
  start: number;
  /** Where the part begins that is read now. */
  part: number;
  keeps: boolean | undefined;
  inElse: boolean;
}

/**
 * A text without the parts that a conditional leaves out. What only TeX could decide keeps its first part, without the
 * test itself if that is one command.
 */
export function withoutConditionals(source: MappedText): MappedText {
  const { text } = source;
  const flags = new Map<string, boolean>([
    ['true', true],
    ['false', false],
  ]);
  const edits: Edit[] = [];
  const open: Open[] = [];
  const drop = (start: number, end: number) => edits.push(linesOf(text, start, end));
  const isDead = () => open.some(({ keeps, inElse }) => (keeps ?? true) === inElse);

  const token = /\\newif\s*\\if([a-zA-Z@]+)|\\([a-zA-Z@]+)|\\[\s\S]/g;
  for (const { 0: written, 1: declared, 2: name = '', index } of text.matchAll(token)) {
    const end = index + written.length;
    if (declared !== undefined) {
      flags.set(declared, false);
      if (!isDead()) drop(index, end);
    } else if (name === 'else' || name === 'fi') {
      const inner = open.at(-1);
      if (inner === undefined) continue;
      const dead = isDead();
      if (name === 'else') inner.inElse = true;
      else open.pop();
      // What is inside of a dropped part goes with it.
      if (open.slice(0, name === 'else' ? -1 : undefined).some(isLeftOut)) continue;
      if (dead) drop(inner.part, end);
      else if (name === 'fi') drop(index, end);
      inner.part = dead ? end : index;
    } else if (name.startsWith('if') && (flags.has(name.slice(2)) || primitives.test(name))) {
      const known = flags.get(name.slice(2));
      const test = known === undefined ? endOfTest(text, end) : end;
      const dead = isDead();
      open.push({
        name,
        start: index,
        part: known === false ? index : test,
        keeps: known,
        inElse: false,
      });
      if (!dead && known !== false) drop(index, test);
    } else {
      const [, flag = '', value] = /^(.+)(true|false)$/.exec(name) ?? [];
      if (!flags.has(flag) || isDead()) continue;
      flags.set(flag, value === 'true');
      drop(index, end);
    }
  }
  return source.edited(edits.sort((a, b) => a.start - b.start));
}

const isLeftOut = ({ keeps, inElse }: Open) => (keeps ?? true) === inElse;

/** What a test compares: two commands, or numbers up to the end of the line. */
function endOfTest(text: string, start: number): number {
  const compared = /(?:\\[a-zA-Z@]+\s*){2}|[^\n\\]*/y;
  compared.lastIndex = start;
  compared.exec(text);
  return Math.max(start, compared.lastIndex);
}
