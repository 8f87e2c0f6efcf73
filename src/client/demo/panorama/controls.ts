import { fill } from '../../../words/fill.ts';
import { find, setAble, setAttribute } from '../elements.ts';
import { reducedMotion, type Session } from '../session/session.ts';
import { number } from '../words.ts';
import { fillScreen } from './full-screen.ts';
import type { Viewport } from './viewport.ts';

/** The buttons that act on the whole picture. */
export interface Controls {
  /** Shows what can be done now. */
  update(): void;
}

interface Needs {
  readonly session: Session;
  readonly viewport: Viewport;
  play(on: boolean): void;
  /** Says this once what it did is seen. */
  afterwards(words: string): void;
}

export function createControls(root: HTMLElement, needs: Needs): Controls {
  const { session, viewport, afterwards } = needs;
  const { panorama, words } = session;
  const button = (name: string) => find(root, `[data-do="${name}"]`, HTMLButtonElement);
  const input = (name: string) => find(root, `[data-set="${name}"]`, HTMLInputElement);

  const actions: Record<string, () => void> = {
    reseed: () => {
      panorama.reseed();
      afterwards(words.new_landscape);
    },
    undo: () => {
      if (!panorama.canUndo()) return;
      panorama.undo();
      afterwards(words.undone);
    },
    play: () => needs.play(!viewport.isPlaying()),
  };
  for (const [name, action] of Object.entries(actions)) {
    button(name).addEventListener('click', action);
  }
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    if (event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    actions.undo?.();
  });
  fillScreen(root, button('full'), () => session.announce(words.full_screen_refused));

  const speed = input('speed');
  speed.addEventListener('input', () => viewport.setSpeed(speed.valueAsNumber));
  viewport.setSpeed(speed.valueAsNumber);
  const truncation = input('truncation');
  truncation.addEventListener('input', () => panorama.truncate(truncation.valueAsNumber));
  truncation.addEventListener('change', () =>
    afterwards(fill(words.truncated, { value: number(truncation.valueAsNumber, words, 2) })),
  );

  const update = (): void => {
    setAble(button('undo'), panorama.canUndo());
    setAttribute(button('play'), 'aria-pressed', String(viewport.isPlaying()));
    button('play').hidden = reducedMotion();
    find(root, '[data-for=motion]', HTMLElement).hidden = reducedMotion();
    const { truncation: psi } = panorama.value();
    if (document.activeElement !== truncation) truncation.valueAsNumber = psi;
    find(root, '[data-show=truncation]', HTMLElement).textContent = number(psi, words, 2);
  };
  panorama.onChange(update);
  return { update };
}
