const focusable = 'a[href], button, input, summary, video[controls], [tabindex]';

/** Shows one panel at a time: https://www.w3.org/WAI/ARIA/apg/patterns/tabs, with automatic activation. */
function makeTabs(root: HTMLElement): void {
  const list = root.querySelector<HTMLElement>(':scope > .tab-list');
  const tabs = [...(list?.querySelectorAll<HTMLAnchorElement>('.tab') ?? [])];
  const panels = [...root.querySelectorAll<HTMLElement>(':scope > .panel')];
  if (!list || tabs.length === 0 || tabs.length !== panels.length) return;

  list.role = 'tablist';
  tabs.forEach((tab, index) => {
    const panel = panels[index];
    if (!panel) return;
    tab.role = 'tab';
    tab.id = `${panel.id}-tab`;
    tab.setAttribute('aria-controls', panel.id);
    panel.role = 'tabpanel';
    if (!panel.querySelector(focusable)) panel.tabIndex = 0;
    panel.setAttribute('aria-labelledby', tab.id);
  });

  function select(chosen: number): void {
    tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      panels[index]?.toggleAttribute('hidden', index !== chosen);
    });
    // What was hidden had no size: a carousel in it measures itself when the window changes its own.
    dispatchEvent(new Event('resize'));
  }

  list.addEventListener('click', (event) => {
    const { target: clicked } = event;
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(clicked instanceof Element)) return;
    const index = tabs.findIndex((tab) => tab.contains(clicked));
    if (index < 0) return;
    event.preventDefault();
    select(index);
    tabs[index]?.focus();
  });
  list.addEventListener('keydown', (event) => {
    const at = tabs.findIndex((tab) => tab.matches(':focus'));
    const to = at < 0 ? undefined : target(event, at);
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + tabs.length) % tabs.length;
    select(index);
    tabs[index]?.focus();
  });

  function target({ key }: KeyboardEvent, at: number): number | undefined {
    const onward = list && getComputedStyle(list).direction === 'rtl' ? -1 : 1;
    if (key === 'ArrowRight') return at + onward;
    if (key === 'ArrowLeft') return at - onward;
    if (key === 'Home') return 0;
    if (key === 'End') return -1;
    if (key === ' ') return at;
    return undefined;
  }

  /** Shows the panel that an address leads to, or into. */
  function follow(): void {
    const aim = aimOf(location.hash);
    const index = panels.findIndex((panel) => aim !== null && panel.contains(aim));
    if (index < 0) return;
    select(index);
    (aim === panels[index] ? list : aim)?.scrollIntoView();
  }

  root.classList.add('is-ready');
  select(0);
  follow();
  addEventListener('hashchange', follow);
}

/** What a fragment leads to: nothing, where it is none as with a lone percent sign. */
function aimOf(hash: string): HTMLElement | null {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

for (const root of document.querySelectorAll<HTMLElement>('.tabs')) makeTabs(root);
