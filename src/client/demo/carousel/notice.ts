import type { State, Studio } from '../session/session.ts';

/** Says in place of the controls what the generator is waiting for, and offers what can be done about it. */
export function showNotice(root: HTMLElement, studio: Studio): void {
  const notice = root.querySelector<HTMLElement>('.demo-notice');
  if (!notice) return;
  const sentence = document.createElement('span');
  const progress = document.createElement('progress');
  progress.setAttribute('aria-label', 'Loading the generator');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'pill';
  button.addEventListener('click', () => {
    studio.consent();
    studio.retry();
  });

  const show = (state: State): void => {
    notice.hidden = state.name === 'waiting' || state.name === 'ready';
    sentence.textContent = sentenceOf(state);
    progress.hidden = state.name !== 'loading';
    if (state.name === 'loading') progress.value = state.progress;
    button.hidden = state.name !== 'asking' && state.name !== 'failed';
    button.textContent =
      state.name === 'asking' ? `Load it (${state.megabytes.toFixed(1)} MB)` : 'Try again';
  };
  notice.append(sentence, progress, button);
  show(studio.state());
  studio.onState(show);
}

function sentenceOf(state: State): string {
  if (state.name === 'loading') return 'Loading the generator';
  return 'sentence' in state ? state.sentence : '';
}
