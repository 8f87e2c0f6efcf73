import { find, setAble } from '../elements.ts';
import type { Making } from '../session/film.ts';
import { type Session, shortName } from '../session/session.ts';
import {
  type Cut,
  canFilm,
  cutOfFrames,
  cutOfView,
  fileName,
  renderPng,
  renderWalk,
  scaleOf,
} from './save.ts';
import type { Viewport } from './viewport.ts';

interface Needs {
  readonly session: Session;
  readonly viewport: Viewport;
  half(): number;
}

/** Frames of a strip, and of a walk. */
const stripFrames = 16;
const walkFrames = 4;

/** Links, pictures and films to take along. */
export function createSharePanel(root: HTMLElement, { session, viewport, half }: Needs): void {
  const { geometry, panorama, words } = session;
  const panel = find(root, '[data-panel=share]', HTMLElement);
  const button = (name: string) => find(panel, `[data-do="${name}"]`, HTMLButtonElement);
  const busy = find(panel, '.panorama-busy', HTMLElement);
  const progress = find(panel, 'progress', HTMLProgressElement);
  const original = find(panel, '[data-set=original]', HTMLInputElement);
  const savers = ['save-view', 'save-strip', 'save-walk'].map(button);
  let running: AbortController | undefined;

  const linkHere = (): string => {
    session.moveTo(viewport.motion().position);
    return session.link();
  };
  const linkLabel = find(button('link'), 'span', HTMLElement);
  const linkWords = linkLabel.textContent;
  let linkTimer: ReturnType<typeof setTimeout> | undefined;
  const copyLink = async (): Promise<void> => {
    const link = linkHere();
    try {
      await navigator.clipboard.writeText(link);
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

  /** Makes a file and gives it to the visitor; the other savers wait. */
  const save = async (make: (how: Making) => Promise<Blob>, name: string): Promise<void> => {
    if (running) return;
    running = new AbortController();
    const { signal } = running;
    show(true);
    try {
      const onProgress = (part: number): void => {
        progress.value = part;
      };
      download(await make({ signal, onProgress }), name);
      session.announce(words.saved);
    } catch {
      session.announce(signal.aborted ? words.saving_stopped : words.saving_failed);
    }
    running = undefined;
    show(false);
  };
  const show = (on: boolean): void => {
    progress.value = 0;
    busy.hidden = !on;
    for (const saver of savers) setAble(saver, !on);
  };
  const savePicture = (cut: Cut): void => {
    const scale = original.checked ? 1 : scaleOf(cut, geometry);
    void save((how) => renderPng(session, cut, scale, how), `${nameOf(cut)}.png`);
  };
  const nameOf = (cut: Cut): string => fileName(shortName(panorama.value()) ?? 'own', cut);
  const ahead = (frames: number): Cut =>
    cutOfFrames(viewport.motion().position, half(), frames, geometry);

  button('link').addEventListener('click', () => void copyLink());
  button('native').hidden = !('share' in navigator);
  button('native').addEventListener('click', () => {
    // A visitor who closes the sheet has decided.
    navigator.share({ title: document.title, url: linkHere() }).catch(() => {});
  });
  button('save-view').addEventListener('click', () =>
    savePicture(cutOfView(viewport.motion().position, half(), geometry)),
  );
  button('save-strip').addEventListener('click', () => savePicture(ahead(stripFrames)));
  button('save-walk').hidden = !canFilm();
  button('save-walk').addEventListener('click', () => {
    const cut = ahead(walkFrames);
    void save((how) => renderWalk(session, cut, how), `${nameOf(cut)}.webm`);
  });
  find(busy, '[data-do=cancel]', HTMLElement).addEventListener('click', () => running?.abort());
  show(false);
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
