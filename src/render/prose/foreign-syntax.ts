import type { Prose } from '../../content/prose.ts';
import { blankCode } from './blank-code.ts';
import { codeBlocks, dialectOf } from './dialects.ts';
import { type Form, forms } from './foreign-forms.ts';
import { marks } from './foreign-marks.ts';
import { nearMisses } from './near-misses.ts';

/** Markup of another tool's, or such as is not read as it was meant: readers would see it as it stands. */
export interface ForeignSyntax {
  offset: number;
  message: string;
  hint: string;
}

const all: readonly Form[] = [...forms, ...marks, ...nearMisses];

/** The markup of other tools in a text, code and formulas left aside; of what stands in another mark, the outer one. */
export function foreignSyntaxIn(prose: Prose): ForeignSyntax[] {
  const { text } = prose;
  // Most texts hold none, and need no second look.
  const suspected = all.filter(({ form }) => text.search(form) >= 0);
  if (suspected.length === 0) return [];
  const words = blankCode(text, codeBlocks(text, dialectOf(prose)));
  const found = suspected
    .flatMap(({ form, before = '', behind = '', tell }) =>
      [...words.matchAll(form)].flatMap(({ index, 0: written, 1: name = '' }) =>
        text.slice(0, index).endsWith(before) && text.startsWith(behind, index + written.length)
          ? [{ index, written, ...tell(written, name) }]
          : [],
      ),
    )
    .sort((a, b) => a.index - b.index || b.written.length - a.written.length);
  let end = 0;
  return found.flatMap(({ index, written, what, hint }) => {
    if (index < end) return [];
    end = index + written.length;
    return [{ offset: index, message: `${what}; it stays as it is`, hint }];
  });
}
