/** Opens what is closed for as long as the page is printed. */
const closed = new Set<HTMLDetailsElement>();

addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not([open])')) {
    closed.add(details);
    details.open = true;
  }
});

addEventListener('afterprint', () => {
  for (const details of closed) details.open = false;
  closed.clear();
});

// What was closed had no size: a carousel in it measures itself when the window changes its own.
addEventListener('toggle', () => dispatchEvent(new Event('resize')), { capture: true });
