/** What the page and its visitor are like now. */

let motion: MediaQueryList | undefined;

/** Whether things must not move by themselves: no panning, no cross-fade. Ask each time: it can change. */
export function reducedMotion(): boolean {
  motion ??= matchMedia('(prefers-reduced-motion: reduce)');
  return motion.matches;
}

/**
 * Tells whether an element is on the screen of a page that is shown, each time that it changes, first soon after the call.
 * @param margin how far outside of the screen counts too, as in CSS
 * @returns stops watching
 */
export function watchSeen(
  element: Element,
  margin: string,
  listener: (seen: boolean) => void,
): () => void {
  let near = false;
  let last: boolean | undefined;
  const tell = (): void => {
    const seen = near && document.visibilityState === 'visible';
    if (seen === last) return;
    last = seen;
    listener(seen);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      near = entries.at(-1)?.isIntersecting ?? false;
      tell();
    },
    { rootMargin: margin },
  );
  observer.observe(element);
  document.addEventListener('visibilitychange', tell);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', tell);
  };
}

/** Calls once the page is loaded and has nothing more urgent to do: the page itself comes first. */
export function whenIdle(action: () => void): void {
  const wait = (): void => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(action, { timeout: 2000 });
    else setTimeout(action, 200);
  };
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true });
}

let spoken: HTMLElement | undefined;

/** Says a finished thing to screen readers, when they have time. */
export function announce(text: string): void {
  if (!spoken) {
    spoken = document.createElement('p');
    spoken.className = 'alis-spoken';
    spoken.setAttribute('role', 'status');
    document.body.append(spoken);
  }
  // The same words twice are said twice only if they differ.
  spoken.textContent = spoken.textContent === text ? `${text}\u00a0` : text;
}

/** What browsers tell that TypeScript's library does not know of; Safari and Firefox tell neither. */
interface Hints {
  readonly connection?: { readonly saveData?: boolean };
  /** Gigabytes, rounded, at most 8. */
  readonly deviceMemory?: number;
}

/** Why one should ask before loading, if one should. */
export function scarceResource(): 'data' | 'memory' | undefined {
  const { connection, deviceMemory = 8 }: Navigator & Hints = navigator;
  if (connection?.saveData || matchMedia('(prefers-reduced-data: reduce)').matches) return 'data';
  return deviceMemory <= 2 ? 'memory' : undefined;
}
