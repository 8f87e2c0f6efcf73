import { fill } from '../../../words/fill.ts';
import { find, setAble } from '../elements.ts';
import type { Session } from '../session/session.ts';

/** What the carousel does for its controls. */
export interface Moves {
  /** To the next stretch, 1, or to the one before, -1. */
  step(by: 1 | -1): void;
  /** The stretch in the middle: its number is that of anchor l. */
  target(): number;
  /** A change of the panorama was asked for: said once it can be seen. */
  expect(words: string, anchor?: number): void;
}

const steps: Record<string, 1 | -1> = { ArrowLeft: -1, ArrowRight: 1 };

/** Gives the buttons and the arrow keys their meaning. */
export function takeControls(section: HTMLElement, session: Session, moves: Moves): void {
  const { panorama, words } = session;
  const resample = (anchor: number): void => {
    moves.expect(fill(words.resampled, { anchor }), anchor);
    panorama.resample(anchor);
  };
  const actions: Record<string, () => void> = {
    previous: () => moves.step(-1),
    next: () => moves.step(1),
    left: () => resample(moves.target()),
    right: () => resample(moves.target() + 1),
    undo: () => {
      if (!panorama.canUndo()) return;
      moves.expect(words.undone);
      panorama.undo();
    },
    reseed: () => {
      moves.expect(words.new_landscape);
      panorama.reseed();
    },
  };
  const undo = find(section, '[data-do=undo]', HTMLElement);
  const showUndo = (): void => setAble(undo, panorama.canUndo());

  for (const button of section.querySelectorAll<HTMLElement>('[data-do]')) {
    const action = actions[button.dataset.do ?? ''];
    if (action) button.addEventListener('click', action);
  }
  section.addEventListener('keydown', (event) => {
    const by = steps[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    moves.step(by);
  });
  panorama.onChange(showUndo);
  showUndo();
}
