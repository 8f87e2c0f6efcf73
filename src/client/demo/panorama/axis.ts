import { fill } from '../../../words/fill.ts';
import { setAttribute } from '../elements.ts';
import { signed } from '../numbers.ts';
import type { Session } from '../session/session.ts';
import { anchorsBetween } from './span.ts';
import { symbolOf } from './symbol.ts';
import type { Viewport } from './viewport.ts';

/** The anchors under the picture: a handle each, to draw it anew, or to drag onto another. */
export interface Axis {
  readonly element: HTMLElement;
  /** Follows the picture. */
  update(): void;
  /** The anchor that the buttons act on: the one touched last while it is seen, else the nearest to the middle. */
  chosen(): number;
}

interface Needs {
  readonly session: Session;
  readonly viewport: Viewport;
  tilePixels(): number;
  half(): number;
  onTouch(): void;
  onChoice(): void;
  resample(anchor: number): void;
  copy(from: number, to: number): void;
}

/** Pixels that a pointer moves before it drags. */
const dragThreshold = 6;

/** Pixels around a handle in which a dragged one is dropped onto it; at the edge of the screen the picture moves on. */
const reach = 44;

/** Pixels from the edge of the screen to a handle that waits there. */
const edge = 26;

export function createAxis(needs: Needs): Axis {
  const { session, viewport, tilePixels, half } = needs;
  const { geometry, panorama, words } = session;
  const handles = new Map<number, HTMLButtonElement>();
  const element = document.createElement('div');
  element.className = 'panorama-axis';
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', words.anchors);
  let touched: number | undefined;
  let sought: number | undefined;
  let drag: Drag | undefined;

  /** Pixels from the left edge. */
  const placeOf = (anchor: number): number =>
    (anchor * geometry.tilesPerAnchor - viewport.motion().position + half()) * tilePixels();

  /** The two that the middle lies between. */
  const around = (): readonly number[] => {
    const left = Math.floor(viewport.motion().position / geometry.tilesPerAnchor);
    return [left, left + 1];
  };

  /** Where its handle stands: whole on the screen, and those around the middle and the chosen one also while their anchor is beyond. */
  const handleAt = (anchor: number): number => {
    const place = placeOf(anchor);
    const width = 2 * half() * tilePixels();
    const isSeen = 0 <= place && place <= width;
    if (!isSeen && anchor !== chosen() && !around().includes(anchor)) return place;
    return Math.max(edge, Math.min(width - edge, place));
  };

  const choose = (anchor: number): void => {
    touched = anchor;
    needs.onTouch();
    needs.onChoice();
    update();
  };

  const chosen = (): number => {
    const { position } = viewport.motion();
    const { first, last } = anchorsBetween(position - half(), position + half(), geometry);
    if (touched !== undefined && first <= touched && touched <= last) return touched;
    return Math.round(position / geometry.tilesPerAnchor);
  };

  const makeHandle = (anchor: number): HTMLButtonElement => {
    const handle = document.createElement('button');
    handle.type = 'button';
    handle.className = 'panorama-handle';
    handle.dataset.anchor = String(anchor);
    handle.setAttribute('aria-keyshortcuts', 'Shift+ArrowLeft Shift+ArrowRight');
    handle.append(symbolOf(anchor));
    handle.addEventListener('click', () => {
      if (drag?.moved) return;
      choose(anchor);
      needs.resample(anchor);
    });
    handle.addEventListener('focus', () => {
      if (handle.matches(':focus-visible')) choose(anchor);
    });
    handle.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      if (event.shiftKey) needs.copy(anchor, anchor + step);
      goTo(anchor + step);
    });
    handle.addEventListener('pointerdown', ({ button, clientX, pointerId }) => {
      if (button !== 0) return;
      choose(anchor);
      handle.setPointerCapture(pointerId);
      drag = { anchor, from: clientX, x: clientX, moved: false };
    });
    handle.addEventListener('pointermove', ({ clientX }) => {
      if (!drag || drag.anchor !== anchor || drag.ended) return;
      drag.x = clientX;
      drag.moved ||= Math.abs(clientX - drag.from) > dragThreshold;
      update();
    });
    handle.addEventListener('pointerup', () => endDrag(true));
    handle.addEventListener('pointercancel', () => endDrag(false));
    return handle;
  };

  /** Focuses an anchor, and brings it onto the screen. */
  const goTo = (anchor: number): void => {
    sought = anchor;
    update();
    handles.get(anchor)?.focus({ preventScroll: true });
    sought = undefined;
    const away = anchor * geometry.tilesPerAnchor - viewport.motion().position;
    if (Math.abs(away) > half() * 0.9) viewport.push(away);
  };

  const endDrag = (dropped: boolean): void => {
    if (!drag || drag.ended) return;
    const { anchor, moved } = drag;
    const target = targetOf(drag);
    viewport.steer(0);
    // Until the click that follows has been heard.
    drag.ended = true;
    setTimeout(() => {
      drag = undefined;
    });
    if (dropped && moved && target !== undefined) {
      touched = target;
      needs.copy(anchor, target);
    }
    needs.onChoice();
    update();
  };

  /** The anchor onto which it would be dropped now. */
  const targetOf = ({ anchor, x }: Drag): number | undefined => {
    const place = x - element.getBoundingClientRect().left;
    const position = viewport.motion().position + place / tilePixels() - half();
    const nearest = Math.round(position / geometry.tilesPerAnchor);
    return nearest !== anchor && Math.abs(placeOf(nearest) - place) < reach ? nearest : undefined;
  };

  /** Moves the picture on while something is dragged to its edge. */
  const steer = ({ x, moved }: Drag): void => {
    const { left, right } = element.getBoundingClientRect();
    const way = x > right - reach ? 1 : x < left + reach ? -1 : 0;
    viewport.steer(moved ? way * geometry.tilesPerFrame : 0);
  };

  /** Keeps a handle for each anchor that is seen, in their order, and for those that the visitor holds. */
  const updateHandles = (): void => {
    const { position } = viewport.motion();
    const { first, last } = anchorsBetween(position - half(), position + half(), geometry);
    const needed = new Set<number>();
    for (let anchor = first; anchor <= last; anchor++) needed.add(anchor);
    if (drag && !drag.ended) needed.add(drag.anchor);
    if (sought !== undefined) needed.add(sought);
    for (const anchor of [...around(), chosen()]) needed.add(anchor);
    for (const [anchor, handle] of handles) {
      if (needed.has(anchor) || handle === document.activeElement) continue;
      handle.remove();
      handles.delete(anchor);
    }
    for (const anchor of needed) {
      if (handles.has(anchor)) continue;
      const after = [...handles.keys()].filter((other) => other > anchor);
      const next = handles.get(Math.min(...after));
      const handle = makeHandle(anchor);
      handles.set(anchor, handle);
      element.insertBefore(handle, next ?? null);
    }
  };

  const update = (): void => {
    updateHandles();
    if (drag && !drag.ended) steer(drag);
    const target = drag?.moved && !drag.ended ? targetOf(drag) : undefined;
    const now = chosen();
    element.style.setProperty('--interval', `${geometry.tilesPerAnchor * tilePixels()}px`);
    const frame = geometry.tilesPerFrame * tilePixels();
    element.style.setProperty('--frame', `${frame}px`);
    element.style.setProperty('--shift', `${placeOf(0) % frame}px`);
    for (const [anchor, handle] of handles) {
      const dragged = anchor === drag?.anchor && drag.moved && !drag.ended;
      const kept = panorama.isKept(anchor);
      handle.style.setProperty('--x', `${handleAt(anchor)}px`);
      handle.style.setProperty('--pulled', dragged ? `${dragOffset(anchor)}px` : '0px');
      handle.classList.toggle('is-dragged', dragged);
      handle.classList.toggle('is-kept', kept);
      handle.classList.toggle('is-chosen', anchor === now);
      handle.classList.toggle('is-beyond', Math.abs(handleAt(anchor) - placeOf(anchor)) > edge);
      handle.classList.toggle('is-target', anchor === target);
      // A handle's name begins with what is seen of it.
      setAttribute(
        handle,
        'aria-label',
        fill(kept ? words.handle_pinned : words.handle, { sign: `w${signed(anchor)}`, anchor }),
      );
    }
  };
  const dragOffset = (anchor: number): number =>
    drag ? drag.x - element.getBoundingClientRect().left - handleAt(anchor) : 0;

  return { element, update, chosen };
}

/** A handle on its way to another. */
interface Drag {
  readonly anchor: number;
  /** Where the pointer was, and is. */
  readonly from: number;
  x: number;
  moved: boolean;
  ended?: boolean;
}
