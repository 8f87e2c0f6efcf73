import { find, setAttribute } from '../elements.ts';

/** Buttons that open what lies behind them, one at a time. */
export interface Panels {
  open(name: string): void;
}

/**
 * Each `[data-open]` opens the `[data-panel]` of its name, and closes it. Escape closes too, and gives the focus back.
 * @param onOpen called with the name of what opens
 */
export function createPanels(root: HTMLElement, onOpen: (name: string) => void): Panels {
  const buttons = [...root.querySelectorAll<HTMLElement>('[data-open]')];
  const panelOf = (button: HTMLElement): HTMLElement =>
    find(root, `[data-panel="${button.dataset.open}"]`, HTMLElement);

  const show = (name: string | undefined): void => {
    for (const button of buttons) {
      const opens = button.dataset.open === name;
      panelOf(button).hidden = !opens;
      setAttribute(button, 'aria-expanded', String(opens));
    }
    if (name !== undefined) onOpen(name);
  };
  for (const button of buttons) {
    button.addEventListener('click', () =>
      show(panelOf(button).hidden ? button.dataset.open : undefined),
    );
    panelOf(button).addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape') return;
      show(undefined);
      button.focus();
    });
  }
  return { open: show };
}
