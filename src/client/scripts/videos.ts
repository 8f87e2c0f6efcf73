/**
 * Videos that play by themselves do so in view only, and not for those who ask for less motion. Whoever
 * pauses one has decided: it does not start again by itself.
 */
export function playInView(): void {
  const videos = document.querySelectorAll<HTMLVideoElement>(
    'video[data-autoplay], video[autoplay]',
  );
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const inView = new Set<Element>();
  const stopped = new Set<Element>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target: video, isIntersecting } of entries) {
        if (!(video instanceof HTMLVideoElement)) continue;
        if (isIntersecting) {
          inView.add(video);
          if (!stopped.has(video)) play(video);
        } else {
          inView.delete(video);
          video.pause();
        }
      }
    },
    { threshold: 0.2 },
  );

  for (const video of videos) {
    video.autoplay = false;
    video.muted = true;
    if (still) {
      video.pause();
      video.controls = true;
      continue;
    }
    if (video.dataset.autoplay === 'bare') offerPause(video);
    video.addEventListener('play', () => stopped.delete(video));
    video.addEventListener('pause', () => {
      if (inView.has(video) && !video.ended) stopped.add(video);
    });
    observer.observe(video);
  }
}

/** A browser may refuse to play; then the video waits for its visitor. */
function play(video: HTMLVideoElement): void {
  video.play().catch(() => {});
}

/** Puts one button in the place of the controls: what moves by itself can be stopped. */
function offerPause(video: HTMLVideoElement): void {
  const button = video.parentElement?.querySelector<HTMLButtonElement>('.pause');
  if (!button) return;
  const show = () => {
    const { play, pause } = button.dataset;
    button.setAttribute('aria-label', (video.paused ? play : pause) ?? '');
    button.classList.toggle('is-paused', video.paused);
  };
  video.controls = false;
  button.hidden = false;
  show();
  video.addEventListener('play', show);
  video.addEventListener('pause', show);
  button.addEventListener('click', () => {
    if (video.paused) play(video);
    else video.pause();
  });
}
