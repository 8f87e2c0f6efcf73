import { fill } from '../../../words/fill.ts';
import { find } from '../elements.ts';
import { createProgress, showNotice } from '../notice.ts';
import { signed } from '../numbers.ts';
import type { Session, View } from '../session/session.ts';
import { takeControls } from './controls.ts';
import { createSlides, type Place } from './slides.ts';
import { middleOf, openSplide } from './splide.ts';
import { nearest, reachOf, slots, tilesOf } from './window.ts';

/** Slides that one may be ahead of what is seen, by pressing quickly. */
const maxAhead = 2.5;

/** Milliseconds of rest after which the place is said. */
const rest = 600;

/** A carousel of the stretches between anchors. The posters stay a row to scroll until the pictures around them are there. */
export function startCarousel(root: HTMLElement, session: Session): void {
  const section = find(root, '.splide', HTMLElement);
  const track = find(root, '.splide__track', HTMLElement);
  session.showStatistics(find(root, '.demo-statistics', HTMLElement));
  showNotice(root, session, createProgress(session));

  const { tilesPerAnchor } = session.geometry;
  const view = session.tiles.view(track);
  const position = session.position();
  const linked = position === undefined ? undefined : Math.floor(position / tilesPerAnchor);
  const standing = () => linked ?? slideInTheMiddle(track);
  const want = () => wantAround(view, standing(), tilesPerAnchor);

  const begin = (): void => {
    const start = standing();
    if (session.state().name !== 'ready' || !hasTiles(session, start)) return;
    for (const stop of waiting) stop();
    section.querySelector('.demo-controls')?.removeAttribute('hidden');
    mount(section, track, session, view, start);
  };
  const waiting = [view.onArrival(begin), session.onState(begin)];
  want();
  track.addEventListener('scroll', want, { passive: true });
  waiting.push(() => track.removeEventListener('scroll', want));
  begin();
}

/** The slide that stands in the middle of the row of posters. */
function slideInTheMiddle(track: HTMLElement): number {
  const box = track.getBoundingClientRect();
  const offsets = [...track.querySelectorAll('.splide__slide')].map((slide) => {
    const { left, right } = slide.getBoundingClientRect();
    return Math.abs(left + right - box.left - box.right);
  });
  return offsets.indexOf(Math.min(...offsets));
}

function wantAround(view: View, stretch: number, tilesPerAnchor: number): void {
  const { first, last } = reachOf(stretch, stretch);
  view.want(
    tilesOf(first, tilesPerAnchor).first,
    tilesOf(last, tilesPerAnchor).last,
    (stretch + 0.5) * tilesPerAnchor,
  );
}

/** Whether there is something to show wherever one can see at first. */
function hasTiles({ tiles, geometry }: Session, stretch: number): boolean {
  const { first } = tilesOf(stretch - 2, geometry.tilesPerAnchor);
  const { last } = tilesOf(stretch + 2, geometry.tilesPerAnchor);
  for (let tile = first; tile <= last; tile++) {
    if (!tiles.get(tile)) return false;
  }
  return true;
}

function mount(
  section: HTMLElement,
  track: HTMLElement,
  session: Session,
  view: View,
  start: number,
): void {
  const { tilesPerAnchor } = session.geometry;
  const slides = createSlides(session);
  const slot = slots / 2;
  let place: Place = { middle: start, target: start, origin: start - slot };
  let frame = 0;
  let pending: { words: string; anchor: number | undefined } | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const splide = openSplide(section, track, slides, slot, session.words);

  /** Often enough that it never goes half a round between two looks. @returns whether it has moved */
  const look = (): boolean => {
    const { middle: last, origin } = place;
    const middle = nearest(middleOf(track) + origin, last);
    place = { ...place, middle };
    return Math.abs(middle - last) > 1e-4;
  };
  const draw = (): void => {
    frame = 0;
    const moved = look();
    const { middle } = place;
    const { first, last } = reachOf(middle, place.target);
    view.want(
      tilesOf(first, tilesPerAnchor).first,
      tilesOf(last, tilesPerAnchor).last,
      pending?.anchor === undefined
        ? ((middle + place.target + 1) / 2) * tilesPerAnchor
        : pending.anchor * tilesPerAnchor,
    );
    const fading = slides.draw(place);
    if (fading || moved || Math.abs(middle - place.target) > 0.01) requestDraw();
  };
  const requestDraw = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const settle = (): void => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      const { target } = place;
      session.announce(
        fill(session.words.between, { left: signed(target), right: signed(target + 1) }),
      );
    }, rest);
  };
  const aimAt = (target: number): void => {
    if (target !== place.target) settle();
    place = { ...place, target };
    session.moveTo((target + 0.5) * tilesPerAnchor);
    requestDraw();
  };

  splide.on('move', (index) => aimAt(nearest(index + place.origin, place.middle)));
  splide.on('moved drag dragging shifted resized', () => {
    look();
    requestDraw();
  });
  view.onArrival((tiles) => {
    slides.touch(tiles);
    cancelAnimationFrame(frame);
    draw();
    if (!pending || !view.complete()) return;
    session.announce(pending.words);
    pending = undefined;
  });
  session.onJump((position) => {
    const by = Math.floor(position / tilesPerAnchor) - place.target;
    const { middle, target, origin } = place;
    place = { middle: middle + by, target: target + by, origin: origin + by };
    requestDraw();
  });
  takeControls(section, session, {
    step: (by) => {
      look();
      const ahead = (place.target - place.middle) * by;
      if (ahead <= maxAhead) splide.go(by > 0 ? '>' : '<');
    },
    target: () => place.target,
    expect: (words, anchor) => {
      pending = { words, anchor };
      clearTimeout(resting);
      cancelAnimationFrame(frame);
      draw();
    },
  });
  draw();
}
