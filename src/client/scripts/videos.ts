/**
 * Videos that play by themselves: in view only, and not for those who ask for less motion, who get
 * controls instead. Whoever pauses one has decided; it does not start again by itself.
 */
export function playInView(): void {
  const videos = document.querySelectorAll<HTMLVideoElement>('video[data-autoplay]');
  if (videos.length === 0) return;
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    for (const video of videos) video.controls = true;
    return;
  }
  const inView = new Set<HTMLVideoElement>();
  const stopped = new Set<HTMLVideoElement>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!(target instanceof HTMLVideoElement)) continue;
        if (isIntersecting) {
          inView.add(target);
          if (!stopped.has(target)) void target.play().catch(() => {});
        } else {
          inView.delete(target);
          target.pause();
        }
      }
    },
    { threshold: 0.2 },
  );
  for (const video of videos) {
    video.muted = true;
    observer.observe(video);
    video.addEventListener('pause', () => {
      if (inView.has(video) && !video.ended) stopped.add(video);
    });
    video.addEventListener('play', () => stopped.delete(video));
    pauseButton(video);
  }
}

/** The button beside a video without controls: what moves by itself can be stopped. */
function pauseButton(video: HTMLVideoElement): void {
  const button = video.parentElement?.querySelector<HTMLButtonElement>('.pause');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    if (video.paused) void video.play();
    else video.pause();
  });
  const show = () => {
    button.setAttribute('aria-label', video.paused ? 'Play the video' : 'Pause the video');
    button.classList.toggle('is-paused', video.paused);
  };
  video.addEventListener('play', show);
  video.addEventListener('pause', show);
}
