/** Puts YouTube's player in the place of a link to it, once it is clicked; before, nothing is asked of YouTube. */
export function playFromYoutube(): void {
  document.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element))
      return;
    const link = event.target.closest<HTMLAnchorElement>('a.youtube');
    if (!link) return;
    event.preventDefault();
    const frame = document.createElement('iframe');
    const { youtube, start } = link.dataset;
    const from = start === undefined ? '' : `&start=${start}`;
    frame.src = `https://www.youtube-nocookie.com/embed/${youtube}?autoplay=1${from}`;
    frame.title = link.querySelector('.youtube-title')?.firstChild?.textContent?.trim() ?? '';
    frame.allow = 'autoplay; encrypted-media; fullscreen; picture-in-picture';
    frame.allowFullscreen = true;
    frame.className = link.className;
    link.replaceWith(frame);
    frame.focus();
  });
}
