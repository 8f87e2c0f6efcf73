/** Lets the keyboard reach what scrolls in itself, as long as it does: long formulas, wide tables, listings. */
export function reachScrollers(): void {
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  });
  for (const scroller of document.querySelectorAll(
    '.katex-display, .equation, .wide-formula, .scroll, pre',
  )) {
    observer.observe(scroller);
  }
}
