import type { ProjectPage } from '../../content/page.ts';
import { anonymousBibtex } from './anonymous-bibtex.ts';
import { type Hiding, hides, withoutThanks } from './thanks.ts';

type Section = NonNullable<ProjectPage['sections']>[number];
type Block = NonNullable<Section['paragraphs']>[number];

/** Sections without acknowledgements, and with anonymous BibTeX. */
export const anonymousSections = (sections: readonly Section[], hiding: Hiding): Section[] =>
  sections
    .filter(({ title }) => !hides(title, hiding))
    .map((section) => {
      const { paragraphs } = section;
      if (paragraphs === undefined) return section;
      return { ...section, paragraphs: anonymousBlocks(paragraphs, hiding) };
    });

/** A small title of thanks takes the blocks below it along, up to the next one. */
function anonymousBlocks<One extends Block>(blocks: readonly One[], hiding: Hiding): One[] {
  let isHidden = false;
  return blocks.flatMap((block) => {
    if (block.type === 'mini-title') isHidden = hides(block.content, hiding);
    return isHidden ? [] : [anonymousBlock(block, hiding)];
  });
}

function anonymousBlock<One extends Block>(block: One, hiding: Hiding): One {
  if (block.type === 'text' || block.type === 'warning')
    return { ...block, content: withoutThanks(block.content, hiding) };
  if (block.type === 'bibtex' && block.content !== undefined)
    return { ...block, content: anonymousBibtex(block.content) };
  if (block.type === 'columns')
    return { ...block, columns: block.columns.map((column) => anonymousBlocks(column, hiding)) };
  return block;
}
