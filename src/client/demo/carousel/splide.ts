import { Splide } from '@splidejs/splide';
import { i18nOf } from '../../carousel-words.ts';
import type { DemoWords } from '../words.ts';
import type { Slides } from './slides.ts';
import { clones, slots } from './window.ts';

/** Puts the slides in the posters' place, and Splide to work on them. */
export function openSplide(
  section: HTMLElement,
  track: HTMLElement,
  slides: Slides,
  start: number,
  words: DemoWords,
): Splide {
  track.removeAttribute('tabindex');
  track.classList.remove('demo-scroller');
  track.querySelector('.splide__list')?.replaceChildren(...slides.elements);
  track.scrollLeft = 0;
  const splide = new Splide(section, {
    type: 'loop',
    i18n: i18nOf(words.carousel),
    start,
    perPage: 3,
    perMove: 1,
    focus: 'center',
    padding: '4%',
    gap: 0,
    clones,
    speed: 350,
    easing: 'cubic-bezier(.3, .7, .2, 1)',
    waitForTransition: false,
    // Our own buttons and keys hold back one who is too far ahead.
    arrows: false,
    keyboard: false,
    pagination: false,
    // Where it comes to rest is said by the carousel.
    live: false,
    breakpoints: {
      1023: { perPage: 2, padding: 0 },
      640: { perPage: 1, padding: '8%' },
    },
  });
  splide.mount();
  const all = [...track.querySelectorAll<HTMLElement>('.splide__slide')];
  slides.take(all.map((element, i) => ({ element, slot: (i - clones + slots) % slots })));
  return splide;
}

/** The slot in the middle of what is seen, a fraction on the way. */
export function middleOf(track: HTMLElement): number {
  const all = track.querySelectorAll('.splide__slide');
  const [first, second] = [all[clones], all[clones + 1]].map((slide) =>
    slide?.getBoundingClientRect(),
  );
  const box = track.getBoundingClientRect();
  if (!first || !second || first.width === 0) return slots / 2;
  return (box.left + box.width / 2 - first.left - first.width / 2) / (second.left - first.left);
}
