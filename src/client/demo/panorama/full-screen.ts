import { setAttribute } from '../elements.ts';

/** Milliseconds after which controls fade that nobody uses. */
const patience = 2500;

/**
 * Has the button fill the screen with the picture, from edge to edge. There the controls lie over it and fade (`is-idle`) until the
 * pointer or a key is used.
 */
export function fillScreen(root: HTMLElement, button: HTMLElement, onRefused: () => void): void {
  const isFull = (): boolean => document.fullscreenElement === root;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const rest = (): void => {
    const inUse = root.querySelector('[data-panel]:not([hidden])');
    root.classList.toggle('is-idle', isFull() && !inUse);
  };
  const wake = (): void => {
    clearTimeout(timer);
    root.classList.remove('is-idle');
    if (isFull()) timer = setTimeout(rest, patience);
  };
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener('click', () => {
    if (isFull()) void document.exitFullscreen();
    else root.requestFullscreen().catch(onRefused);
  });
  document.addEventListener('fullscreenchange', () => {
    setAttribute(button, 'aria-pressed', String(isFull()));
    wake();
  });
  for (const type of ['pointermove', 'pointerdown', 'keydown', 'focusin'])
    root.addEventListener(type, wake);
}
