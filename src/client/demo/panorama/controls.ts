import { find } from '../elements.ts';
import { reducedMotion, type Session, shortName } from '../session/session.ts';
import { symbolOf } from './axis.ts';
import { type Cut, cutOfFrames, cutOfView, fileName, mostFrames, renderPng } from './save.ts';
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
  const { geometry, panorama } = session;
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
      afterwards(`Anchor ${anchor} ${panorama.isKept(anchor) ? 'pinned' : 'released'}`);
    },
    copy: () => {
      copied = chosen();
      session.announce(`Anchor ${copied} copied`);
      update();
    },
    paste: () => {
      if (copied !== undefined) needs.copy(copied, chosen());
    },
    play: () => needs.play(!viewport.playing),
    reseed: () => {
      panorama.reseed();
      afterwards('New landscape');
    },
    undo: () => {
      panorama.undo();
      afterwards('Undone');
    },
    link: () => void copyLink(),
    full: () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else root.requestFullscreen().catch(() => session.announce('Full screen was refused'));
    },
  };
  for (const [name, action] of Object.entries(actions)) {
    button(name).addEventListener('click', action);
  }
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    if (event.target instanceof HTMLInputElement || !panorama.canUndo()) return;
    event.preventDefault();
    actions.undo?.();
  });
  // What they act on must not move away meanwhile.
  find(row, '[data-for=anchor]', HTMLElement).addEventListener('click', needs.onTouch, true);
  button('full').hidden = !document.fullscreenEnabled;
  document.addEventListener('fullscreenchange', () => {
    const on = document.fullscreenElement === root;
    labelOf(button('full')).textContent = on ? 'Leave full screen' : 'Full screen';
  });

  const speed = input('speed');
  speed.addEventListener('input', () => {
    viewport.speed = speed.valueAsNumber;
  });
  viewport.speed = speed.valueAsNumber;
  const truncation = input('truncation');
  truncation.addEventListener('input', () => panorama.truncate(truncation.valueAsNumber));
  truncation.addEventListener('change', () =>
    afterwards(`Truncation ${truncation.valueAsNumber.toFixed(2)}`),
  );

  const copyLink = async (): Promise<void> => {
    session.moveTo(viewport.motion().position);
    const label = labelOf(button('link'));
    const before = label.textContent;
    try {
      await navigator.clipboard.writeText(session.link());
      label.textContent = 'Copied';
      session.announce('Link copied');
    } catch {
      label.textContent = 'It is in the address bar';
      session.announce('The link is in the address bar');
    }
    button('link').disabled = true;
    setTimeout(() => {
      label.textContent = before;
      button('link').disabled = false;
    }, 2000);
  };

  offerSaving(row, needs);

  const update = (): void => {
    const anchor = chosen();
    const kept = panorama.isKept(anchor);
    if (named !== anchor) text('anchor').replaceChildren(symbolOf(anchor));
    named = anchor;
    setAttribute(find(row, '[data-for=anchor]', HTMLElement), 'aria-label', `Anchor ${anchor}`);
    setAttribute(button('pin'), 'aria-pressed', String(kept));
    button('paste').hidden = copied === undefined || copied === anchor;
    if (copied !== undefined) text('copied').replaceChildren(symbolOf(copied));
    button('undo').disabled = !panorama.canUndo();
    setAttribute(button('play'), 'aria-pressed', String(viewport.playing));
    find(row, '[data-for=motion]', HTMLElement).hidden = reducedMotion();
    const { truncation: psi } = panorama.value();
    if (document.activeElement !== truncation) truncation.valueAsNumber = psi;
    text('truncation').textContent = psi.toFixed(2);
  };
  panorama.onChange(update);
  return { update };

  function offerSaving(row: HTMLElement, { viewport, half }: Needs): void {
    const panel = find(row, '[data-for=saving]', HTMLElement);
    const frames = input('frames');
    const progress = find(panel, 'progress', HTMLProgressElement);
    let running: AbortController | undefined;
    frames.max = String(mostFrames(geometry));
    text('most').textContent = `up to ${mostFrames(geometry)}`;

    const save = async (cut: Cut): Promise<void> => {
      if (running) return;
      running = new AbortController();
      const { signal } = running;
      const name = fileName(shortName(panorama.value()) ?? 'own', cut);
      show(true);
      try {
        const onProgress = (part: number): void => {
          progress.value = part;
        };
        download(await renderPng(session, cut, { signal, onProgress }), name);
        session.announce('Picture saved');
      } catch {
        session.announce(signal.aborted ? 'Saving stopped' : 'The picture could not be saved');
      }
      running = undefined;
      show(false);
    };
    const show = (busy: boolean): void => {
      progress.value = 0;
      progress.hidden = !busy;
      button('cancel').hidden = !busy;
      button('save-view').disabled = busy;
      button('save-frames').disabled = busy;
    };

    button('save').addEventListener('click', () => {
      panel.hidden = !panel.hidden;
      setAttribute(button('save'), 'aria-expanded', String(!panel.hidden));
    });
    button('save-view').addEventListener('click', () => {
      void save(cutOfView(viewport.motion().position, half(), geometry));
    });
    button('save-frames').addEventListener('click', () => {
      const count = Number.isNaN(frames.valueAsNumber) ? 8 : frames.valueAsNumber;
      void save(cutOfFrames(viewport.motion().position, half(), count, geometry));
    });
    button('cancel').addEventListener('click', () => running?.abort());
    show(false);
  }
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function labelOf(button: HTMLElement): HTMLElement {
  return find(button, 'span', HTMLElement);
}

function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
