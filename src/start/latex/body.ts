import { type FloatContext, writeFloat } from './floats.ts';
import { lastBraced } from './parse.ts';
import { type PaperSection, sectionsOf } from './sections.ts';
import { writeLine, writeParagraphs } from './write-text.ts';

type Block = Record<string, unknown>;

export interface Body {
  teaser?: Block;
  sections: Record<string, unknown>[];
}

/** The sections of a paper as a draft, and as teaser the first picture before them. */
export function bodyOf(context: FloatContext): Body {
  const [before, ...sections] = sectionsOf(context.around.paper);
  const blocks = before?.floats.flatMap((float) => writeFloat(float, context)) ?? [];
  const [first, ...others] = blocks;
  const { type, ...picture } = first ?? {};
  const teaser = type === 'image' ? { type, ...picture } : undefined;
  const rest = teaser === undefined ? blocks : others;
  const written = sections.map((section) => writeSection(section, context));
  return {
    ...(teaser === undefined ? {} : { teaser }),
    sections: [...(rest.length === 0 ? [] : [{ paragraphs: rest }]), ...written],
  };
}

function writeSection(
  { heading, label, opening, floats }: PaperSection,
  context: FloatContext,
): Record<string, unknown> {
  const { around, references } = context;
  const title =
    heading === undefined
      ? ''
      : writeLine(lastBraced(heading), around).replaceAll(/\s*<br>\s*/g, ' ');
  const content = writeParagraphs(opening, around).join('\n\n');
  const paragraphs = [
    ...(content === '' ? [] : [{ type: 'text', content }]),
    ...floats.flatMap((float) => writeFloat(float, context)),
  ];
  return {
    title,
    ...(label === undefined ? {} : { id: references.idOf(label) }),
    ...(paragraphs.length === 0 ? {} : { paragraphs }),
  };
}
