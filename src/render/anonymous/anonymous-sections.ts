import type { ProjectPage } from '../../content/page.ts';
import { anonymousBibtex } from './anonymous-bibtex.ts';
import { type TextOf, thanksIn, withoutThanks } from './thanks.ts';

type Section = NonNullable<ProjectPage['sections']>[number];
type Block = NonNullable<Section['paragraphs']>[number];

/** Sections without acknowledgements, and with anonymous BibTeX. */
export const anonymousSections = (sections: readonly Section[], textOf: TextOf): Section[] =>
  sections
    .filter(({ title }) => !thanksIn(title, textOf))
    .map((section) => {
      const { paragraphs } = section;
      if (paragraphs === undefined) return section;
      return { ...section, paragraphs: anonymousBlocks(paragraphs, textOf) };
    });

/** A small title of thanks takes the blocks below it along, up to the next one. */
function anonymousBlocks<One extends Block>(blocks: readonly One[], textOf: TextOf): One[] {
  let hides = false;
  return blocks.flatMap((block) => {
    if (block.type === 'mini-title') hides = thanksIn(block.content, textOf);
    return hides ? [] : [anonymousBlock(block, textOf)];
  });
}

function anonymousBlock<One extends Block>(block: One, textOf: TextOf): One {
  if (block.type === 'text' || block.type === 'warning')
    return { ...block, content: withoutThanks(block.content) };
  if (block.type === 'bibtex' && block.content !== undefined)
    return { ...block, content: anonymousBibtex(block.content) };
  if (block.type === 'columns')
    return { ...block, columns: block.columns.map((column) => anonymousBlocks(column, textOf)) };
  return block;
}
