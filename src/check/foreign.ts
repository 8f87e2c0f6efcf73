import { extname } from 'node:path';
import type { Diagnostic } from '../content/diagnostics.ts';
import { pageSource } from '../content/page-source.ts';
import { addressesInCss } from '../render/css.ts';
import { foreignHosts } from '../site/output/foreign-hosts.ts';
import { loadsIn } from '../site/output/loads.ts';
import type { SiteText, SiteView } from './site-view.ts';

/** Hosts that files of the author's own ask for something; of pages, the build has told. */
export function foreignHostsOfFiles(view: SiteView): Diagnostic[] {
  const { hosts } = view.site.settings.site;
  return view.texts.flatMap(({ path, text, page }) => {
    const file = view.site.copyOf(path);
    if (page || file === undefined) return [];
    const source = pageSource({
      file,
      text,
      yaml: '',
      yamlStart: 0,
      bodyStart: 0,
      root: () => undefined,
    });
    return foreignHosts({ source, hosts }, loadsOf({ path, text }), { elsewhere: new Map() });
  });
}

const loadsOf = ({ path, text }: Pick<SiteText, 'path' | 'text'>) => {
  const ending = extname(path).toLowerCase();
  if (ending === '.css') return addressesInCss(text, 'stylesheet');
  return ending === '.xml' ? [] : loadsIn(text);
};
