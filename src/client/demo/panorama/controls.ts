import { fill } from '../../../words/fill.ts';
import { find, setAble, setAttribute } from '../elements.ts';
import { reducedMotion, type Session } from '../session/session.ts';
import { number } from '../words.ts';
import { offerSaving } from './save-panel.ts';
import { symbolOf } from './symbol.ts';
import type { Viewport } from './viewport.ts';

/** The row of buttons under the picture. */
export interface Controls {
  /** Shows what can be done now. */
  update(): void;
}

interface Needs {
  readonly root: HTMLElement;
  readonly session: Session;
  readonly viewport: Viewport;
  half(): number;
  chosen(): number;
  play(on: boolean): void;
  onTouch(): void;
  resample(anchor: number): void;
  copy(from: number, to: number): void;
  /** Says this once what it did is seen. */
  afterwards(words: string): void;
}

export function createControls(row: HTMLElement, needs: Needs): Controls {
  const { root, session, viewport, chosen, afterwards } = needs;
  const { panorama, words } = session;
  const button = (name: string) => find(row, `[data-do="${name}"]`, HTMLButtonElement);
  const input = (name: string) => find(row, `[data-set="${name}"]`, HTMLInputElement);
  const text = (name: string) => find(row, `[data-show="${name}"]`, HTMLElement);
  let copied: number | undefined;
  let named: number | undefined;

  const actions: Record<string, () => void> = {
    resample: () => needs.resample(chosen()),
    pin: () => {
      const anchor = chosen();
      if (panorama.isKept(anchor)) panorama.unpin(anchor);
      else panorama.pin(anchor);
      afterwards(fill(panorama.isKept(anchor) ? words.pinned : words.released, { anchor }));
    },
    copy: () => {
      copied = chosen();
      session.announce(fill(words.anchor_copied, { anchor: copied }));
      update();
    },
    paste: () => {
      if (copied !== undefined) needs.copy(copied, chosen());
    },
    play: () => needs.play(!viewport.isPlaying()),
    reseed: () => {
      panorama.reseed();
      afterwards(words.new_landscape);
    },
    undo: () => {
      if (!panorama.canUndo()) return;
      panorama.undo();
      afterwards(words.undone);
    },
    link: () => void copyLink(),
    full: () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else root.requestFullscreen().catch(() => session.announce(words.full_screen_refused));
    },
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
  // What they act on must not move away meanwhile.
  find(row, '[data-for=anchor]', HTMLElement).addEventListener('click', needs.onTouch, true);
  button('full').hidden = !document.fullscreenEnabled;
  const fullWords = labelOf(button('full')).textContent;
  document.addEventListener('fullscreenchange', () => {
    const on = document.fullscreenElement === root;
    labelOf(button('full')).textContent = on ? words.leave_full_screen : fullWords;
  });

  const speed = input('speed');
  speed.addEventListener('input', () => {
    viewport.setSpeed(speed.valueAsNumber);
  });
  viewport.setSpeed(speed.valueAsNumber);
  const truncation = input('truncation');
  truncation.addEventListener('input', () => panorama.truncate(truncation.valueAsNumber));
  truncation.addEventListener('change', () =>
    afterwards(fill(words.truncated, { value: number(truncation.valueAsNumber, words, 2) })),
  );

  const linkLabel = labelOf(button('link'));
  const linkWords = linkLabel.textContent;
  let linkTimer: ReturnType<typeof setTimeout> | undefined;
  const copyLink = async (): Promise<void> => {
    session.moveTo(viewport.motion().position);
    try {
      await navigator.clipboard.writeText(session.link());
      linkLabel.textContent = words.copied;
      session.announce(words.link_copied);
    } catch {
      linkLabel.textContent = words.in_address_bar;
      session.announce(words.link_in_address_bar);
    }
    clearTimeout(linkTimer);
    linkTimer = setTimeout(() => {
      linkLabel.textContent = linkWords;
    }, 2000);
  };

  offerSaving(row, needs);

  const update = (): void => {
    const anchor = chosen();
    const kept = panorama.isKept(anchor);
    if (named !== anchor) text('anchor').replaceChildren(symbolOf(anchor));
    named = anchor;
    setAttribute(
      find(row, '[data-for=anchor]', HTMLElement),
      'aria-label',
      fill(words.anchor, { anchor }),
    );
    setAttribute(button('pin'), 'aria-pressed', String(kept));
    button('paste').hidden = copied === undefined || copied === anchor;
    if (copied !== undefined) text('copied').replaceChildren(symbolOf(copied));
    setAble(button('undo'), panorama.canUndo());
    setAttribute(button('play'), 'aria-pressed', String(viewport.isPlaying()));
    find(row, '[data-for=motion]', HTMLElement).hidden = reducedMotion();
    const { truncation: psi } = panorama.value();
    if (document.activeElement !== truncation) truncation.valueAsNumber = psi;
    text('truncation').textContent = number(psi, words, 2);
  };
  panorama.onChange(update);
  return { update };
}

function labelOf(button: HTMLElement): HTMLElement {
  return find(button, 'span', HTMLElement);
}
