import { openEditor } from './open-editor.ts';
import type { Panel } from './panel.ts';
import { pagePath } from './site-paths.ts';

/** Says where an element was written; `render/places.ts` puts it there. */
const attribute = 'data-pagescape-at';

/** A click with Alt opens the line in the author's editor that made what is under the pointer; a frame shows what that is. */
export function pickWithAlt(panel: Panel): void {
  let under: EventTarget | null = null;

  const placeOf = (target: EventTarget | null): Element | undefined =>
    (target instanceof Element && target.closest(`[${attribute}]`)) || undefined;

  function show(isAlt: boolean): void {
    const element = isAlt && !panel.holds(under) ? placeOf(under) : undefined;
    panel.frame(element, element ? labelOf(element) : '');
  }

  addEventListener('pointermove', ({ target, altKey }) => {
    under = target;
    show(altKey);
  });
  addEventListener('keydown', ({ key }) => {
    if (key === 'Alt') show(true);
  });
  addEventListener('keyup', ({ key }) => {
    if (key === 'Alt') show(false);
  });
  addEventListener('blur', () => show(false));
  addEventListener(
    'click',
    async (event) => {
      const element = placeOf(event.target);
      if (!event.altKey || event.button !== 0 || !element || panel.holds(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const at = element.getAttribute(attribute) ?? '';
      const refusal = await openEditor({ page: pagePath, at });
      if (refusal !== undefined) panel.say(refusal);
    },
    { capture: true },
  );
}

/** The key that an element was written under. */
const labelOf = (element: Element): string =>
  element.getAttribute(attribute)?.replace(/^\$body.*/, 'text') || 'page';
