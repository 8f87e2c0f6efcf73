import type { CalloutKind } from '../../content/schema/remarks.ts';
import { highlight } from '../blocks/code.ts';
import type { RenderState, SiteContext } from '../context.ts';
import { calloutContent } from '../prose/callouts.ts';
import { safe } from '../templates.ts';
import { iconFrom } from './icons.ts';

/** Writes the code and the callouts in the page's texts with the same templates as their blocks. */
export function listingsOf(
  { templates, theme }: SiteContext,
  { words, uses }: Pick<RenderState, 'words' | 'uses'>,
) {
  const own = templates.forPage({
    words,
    icon: iconFrom(theme.icons),
    highlight: (code: string, language?: string) => safe(highlight(code, language)),
    use(feature: string): string {
      uses.add(feature);
      return '';
    },
  });
  return {
    used: own.used,
    write: (content: string, language: string): string =>
      String(own.render('partials/listing.njk', { content, language })).trim(),
    callout: (kind: CalloutKind, title: string): string => {
      const parts = { kind, title: title && safe(title), content: safe(calloutContent) };
      return String(own.render('partials/callout.njk', parts)).trim();
    },
  };
}
