import { fill } from '../../../words/fill.ts';
import { find, setAble, setAttribute } from '../elements.ts';
import { type Session, shortName } from '../session/session.ts';
import { type Cut, cutOfFrames, cutOfView, fileName, maxFrames, renderPng } from './save.ts';
import type { Viewport } from './viewport.ts';

interface Needs {
  readonly session: Session;
  readonly viewport: Viewport;
  half(): number;
}

/** The button that opens the panel below, and the pictures that this panel saves. */
export function offerSaving(row: HTMLElement, { session, viewport, half }: Needs): void {
  const { geometry, panorama, words } = session;
  const panel = find(row, '[data-for=saving]', HTMLElement);
  const button = (name: string) => find(row, `[data-do="${name}"]`, HTMLButtonElement);
  const frames = find(panel, '[data-set=frames]', HTMLInputElement);
  const progress = find(panel, 'progress', HTMLProgressElement);
  let running: AbortController | undefined;
  frames.max = String(maxFrames(geometry));
  find(panel, '[data-show=most]', HTMLElement).textContent = fill(words.up_to, {
    count: maxFrames(geometry),
  });

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
      session.announce(words.saved);
    } catch {
      session.announce(signal.aborted ? words.saving_stopped : words.saving_failed);
    }
    running = undefined;
    show(false);
  };
  const show = (busy: boolean): void => {
    progress.value = 0;
    progress.hidden = !busy;
    button('cancel').hidden = !busy;
    setAble(button('save-view'), !busy);
    setAble(button('save-frames'), !busy);
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

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
