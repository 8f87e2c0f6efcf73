import { addressesInCss } from '../../../render/css.ts';
import type { Source } from '../source.ts';
import { attribute, childrenOf, type Element, elementsIn, type HtmlNode, startOf } from './tree.ts';

/** What stands in a script or a style sheet. */
export const scriptText = (element: Element): string =>
  childrenOf(element)
    .map((each) => ('data' in each ? String(each.data) : ''))
    .join('');

/** Scripts and styles are not taken; of those that tell others who reads, each is named. */
export function tellMachinery(nodes: readonly HtmlNode[], source: Source): void {
  const all = elementsIn(nodes);
  const scripts = all.filter(
    (each) => each.name === 'script' && !/json/.test(attribute(each, 'type')),
  );
  const styles = all.filter(
    (each) =>
      each.name === 'style' || (each.name === 'link' && attribute(each, 'rel') === 'stylesheet'),
  );
  const counting =
    /googletagmanager|google-analytics|gtag\(|statcounter|matomo|plausible|umami|goatcounter|clustrmaps|hotjar/i;
  for (const each of scripts)
    if (counting.test(attribute(each, 'src')) || counting.test(scriptText(each)))
      source.tell(startOf(each), 'a script that counts visitors is left out');
  const [first] = [...styles, ...scripts];
  if (first !== undefined)
    source.tell(
      startOf(first),
      `scripts (${scripts.length}) and style sheets (${styles.length}) are left out, with what they do`,
    );
}

/** Pictures that only styles show are not taken. */
export function tellBackgrounds(nodes: readonly HtmlNode[], source: Source): void {
  for (const element of elementsIn(nodes)) {
    const isSheet = element.name === 'style';
    const [styles, context] = isSheet
      ? ([scriptText(element), 'stylesheet'] as const)
      : ([attribute(element, 'style'), 'declarationList'] as const);
    for (const { url, what, start } of addressesInCss(styles, context)) {
      const [content] = isSheet ? childrenOf(element) : [];
      const at = content ? startOf(content) + start : startOf(element);
      if (what === 'picture' && !url.startsWith('data:'))
        source.tell(at, `a background is left out: ${url}`);
    }
  }
}
