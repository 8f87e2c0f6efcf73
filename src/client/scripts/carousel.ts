import { Splide } from '@splidejs/splide';
import { i18nOf } from '../carousel-words.ts';

/** Dots say where one is among so many slides; among more, a count does. */
const fewSlides = 7;

/** Parts of slides that are dragged, scrolled or moved by keys themselves. */
const handled = [
  'input',
  'video',
  'pre',
  '.scroll',
  '.comparison',
  '.tab-list',
  '.carousel .carousel',
];

for (const root of document.querySelectorAll<HTMLElement>('.carousel')) {
  const track = root.querySelector<HTMLElement>('.splide__track');
  const list = root.querySelector<HTMLElement>('.splide__list');
  const slides = list?.children.length ?? 0;
  const perPage = Number(root.dataset.perPage ?? 1);
  // Without a script the track itself is scrolled.
  track?.removeAttribute('tabindex');
  if (track) track.scrollLeft = 0;

  const splide = new Splide(root, {
    ...(root.dataset.words && { i18n: i18nOf(JSON.parse(root.dataset.words)) }),
    direction: getComputedStyle(root).direction === 'rtl' ? 'rtl' : 'ltr',
    perPage,
    perMove: 1,
    gap: '1.25rem',
    rewind: true,
    ...waysOn(slides > perPage),
    keyboard: 'focused',
    noDrag: handled.flatMap((part) => [part, `${part} *`]).join(', '),
    focusableNodes: 'a, button, textarea, input, select, iframe, summary, video, [tabindex]',
    speed: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 350,
    // On a phone there is more to leaf through.
    breakpoints: { 640: { perPage: 1, ...waysOn(slides > 1) } },
  });
  function waysOn(isMore: boolean) {
    return { arrows: isMore, drag: isMore, pagination: isMore && slides <= fewSlides };
  }
  // What is in a slide and has use for arrow keys itself.
  list?.addEventListener('keydown', (event) => {
    if (event.target instanceof Element && event.target.closest(handled.join(', ')))
      event.stopPropagation();
  });
  const count = document.createElement('p');
  count.className = 'splide__count';
  // The slides say so themselves to those who cannot see it.
  count.setAttribute('aria-hidden', 'true');
  function start(): void {
    splide.on('mounted move', () => {
      count.textContent = `${splide.index + 1} / ${slides}`;
    });
    splide.mount();
    if (slides > 1) root.append(count);
  }
  start();
  // On paper there is nothing to leaf through: the style sheet shows all slides.
  addEventListener('beforeprint', () => {
    splide.destroy();
    root.classList.remove('is-initialized');
  });
  addEventListener('afterprint', start);
}
