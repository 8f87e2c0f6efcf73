import type { ProjectPage } from '../../content/page.ts';
import type { Prose } from '../../content/prose.ts';
import type { SafeHtml } from '../templates.ts';

type Said = Pick<ProjectPage, 'footer' | 'licence' | 'disable_seo' | 'anonymous'>;

/** What stands at the end of a page. */
export interface Foot {
  text?: SafeHtml;
  licence?: SafeHtml;
  /** What the page was made with, where its author says nothing instead. */
  credit: boolean;
}

export function footOf(
  { footer, licence, disable_seo: isSilent, anonymous }: Said,
  show: (prose: Prose) => SafeHtml,
): Foot {
  if (footer === false || anonymous) return { credit: false };
  const hasText = typeof footer === 'object';
  return {
    ...(hasText ? { text: show(footer) } : {}),
    ...(licence ? { licence: show(licence) } : {}),
    credit: !hasText && !isSilent,
  };
}
