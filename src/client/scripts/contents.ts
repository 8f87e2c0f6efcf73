/** Marks the section that is read in the list of contents, and hides the list where something wide needs the margin. */
function followReading(list: HTMLElement): void {
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of list.querySelectorAll('a')) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const headings = [...links.keys()];
  let marked: Element | undefined;

  function mark(): void {
    if (!hasMargin.matches) return;
    // What is read stands in the upper third, but at the end of the page.
    const { scrollHeight } = document.documentElement;
    const line = scrollY + innerHeight >= scrollHeight - 1 ? innerHeight : innerHeight / 3;
    const read = headings.findLast((heading) => heading.getBoundingClientRect().top <= line);
    if (read === marked) return;
    if (marked) links.get(marked)?.removeAttribute('aria-current');
    if (read) links.get(read)?.setAttribute('aria-current', 'location');
    marked = read;
  }
  // An observer would miss headings that are passed in one leap.
  addEventListener('scroll', mark, { passive: true });

  const wide = '.masthead, .teaser, .section > *, .panel > *, .footer';
  let covering: IntersectionObserver | undefined;
  function keepMargin(): void {
    covering?.disconnect();
    if (!hasMargin.matches) return;
    mark();
    const place = list.getBoundingClientRect();
    const covers = new Set<Element>();
    covering = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) covers.add(target);
          else covers.delete(target);
        }
        list.classList.toggle('is-shown', covers.size === 0 && place.width >= leastWidth);
      },
      { rootMargin: `${-place.top}px 0px ${place.bottom - innerHeight}px 0px` },
    );
    for (const part of document.querySelectorAll(wide)) {
      const { left, right, width } = part.getBoundingClientRect();
      if (width > 0 && right > place.left && left < place.right) covering.observe(part);
    }
  }
  // Also when a picture, a tab or a font has changed the sizes.
  new ResizeObserver(keepMargin).observe(document.body);
}

/** As in the styles: below, the list is not shown. */
const hasMargin = matchMedia('(min-width: 80rem)');

/** In pixels: titles would break at every word. */
const leastWidth = 120;

const list = document.querySelector<HTMLElement>('.contents');
if (list) followReading(list);
