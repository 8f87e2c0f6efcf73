import { fill } from '../../../words/fill.ts';
import { find, setAttribute } from '../elements.ts';
import type { Session } from '../session/session.ts';
import { symbolOf } from './symbol.ts';
import { createTray } from './tray.ts';

/** What can be done to the scene at one anchor: drawn anew, asked for night or water, kept, replaced by one that was kept. */
export interface ScenePanel {
  /** Follows the anchor that is chosen. */
  update(): void;
}

interface Needs {
  readonly session: Session;
  chosen(): number;
  onTouch(): void;
  resample(anchor: number): void;
  /** Says this once what it did is seen. */
  afterwards(words: string): void;
}

export function createScenePanel(root: HTMLElement, needs: Needs): ScenePanel {
  const { session, chosen, afterwards } = needs;
  const { panorama, words } = session;
  const panel = find(root, '[data-panel=scene]', HTMLElement);
  const keep = find(panel, '[data-do=keep]', HTMLElement);
  const anchorName = find(panel, '[data-show=anchor]', HTMLElement);
  const conditions = [...panel.querySelectorAll<HTMLElement>('[data-ask]')];
  let named: number | undefined;

  const asked = (anchor: number): readonly string[] => {
    const latent = panorama.latent(anchor);
    return 'seed' in latent ? (latent.asked ?? []) : [];
  };
  /** One of a group at a time; asked for again, it is asked for no more. */
  const toggle = (condition: HTMLElement): void => {
    const { ask: name = '', group } = condition.dataset;
    const anchor = chosen();
    const before = asked(anchor);
    const others = conditions.flatMap(({ dataset }) =>
      dataset.ask && dataset.group !== group && before.includes(dataset.ask) ? [dataset.ask] : [],
    );
    const ends = before.includes(name);
    panorama.ask(anchor, ends ? others : [...others, name]);
    const what = condition.textContent ?? '';
    afterwards(fill(ends ? words.asked_no_more : words.asked, { anchor, what }));
  };
  for (const condition of conditions) {
    condition.addEventListener('click', () => toggle(condition));
  }
  find(panel, '[data-do=resample]', HTMLElement).addEventListener('click', () =>
    needs.resample(chosen()),
  );

  const tray = createTray(find(panel, '.panorama-tray', HTMLElement), {
    session,
    chosen,
    put: (latent) => {
      const anchor = chosen();
      panorama.put(anchor, latent);
      afterwards(fill(words.placed, { anchor }));
    },
  });
  const inTray = (anchor: number): boolean =>
    panorama.isKept(anchor) && tray.has(panorama.latent(anchor));
  keep.addEventListener('click', () => {
    const anchor = chosen();
    if (inTray(anchor)) {
      tray.remove(panorama.latent(anchor));
      panorama.unpin(anchor);
      afterwards(fill(words.released, { anchor }));
      return;
    }
    if (!panorama.isKept(anchor)) panorama.pin(anchor);
    tray.add(anchor);
    update();
    afterwards(fill(words.pinned, { anchor }));
  });
  // What they act on must not move away meanwhile.
  panel.addEventListener('click', needs.onTouch, true);

  const update = (): void => {
    const anchor = chosen();
    if (named !== anchor) anchorName.replaceChildren(symbolOf(anchor));
    named = anchor;
    const now = asked(anchor);
    for (const condition of conditions) {
      setAttribute(condition, 'aria-pressed', String(now.includes(condition.dataset.ask ?? '')));
    }
    setAttribute(keep, 'aria-pressed', String(inTray(anchor)));
    tray.update();
  };
  panorama.onChange(update);
  return { update };
}
