import type { ProjectPage } from '../../content/page.ts';
import type { Path, Prose } from '../../content/prose.ts';
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
    return isHidden || block.type === 'people' ? [] : [anonymousBlock(block, hiding)];
  });
}

function anonymousBlock<One extends Block>(block: One, hiding: Hiding): One {
  switch (block.type) {
    case 'text':
    case 'callout':
    case 'warning':
      return { ...block, content: withoutThanks(block.content, hiding) };
    case 'bibtex':
      if (block.content === undefined) return block;
      return { ...block, content: anonymousBibtex(block.content) };
    case 'columns':
      return { ...block, columns: block.columns.map((column) => anonymousBlocks(column, hiding)) };
    case 'details':
      return { ...block, ...anonymousInside(block, hiding) };
    case 'gallery': {
      const items = block.items.map((item) => ({ ...item, ...anonymousInside(item, hiding) }));
      return { ...block, items };
    }
    case 'carousel': {
      const items = block.items.map((slide) => ({ ...slide, ...anonymousInside(slide, hiding) }));
      return { ...block, items };
    }
    case 'tabs': {
      const tabs = block.tabs.map((tab) => ({ ...tab, ...anonymousInside(tab, hiding) }));
      return { ...block, tabs };
    }
    default:
      return block;
  }
}

interface Holder {
  path: Path;
  content?: Prose | undefined;
  paragraphs?: Block[] | undefined;
}

/** The text or the blocks that something holds, without thanks in them. */
function anonymousInside({ content, paragraphs }: Holder, hiding: Hiding) {
  return {
    ...(content === undefined ? {} : { content: withoutThanks(content, hiding) }),
    ...(paragraphs === undefined ? {} : { paragraphs: anonymousBlocks(paragraphs, hiding) }),
  };
}
