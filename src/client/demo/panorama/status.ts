import type { Studio } from '../session/session.ts';

/** Says how the engine comes, over the poster: progress as a fine line, questions and failures in words. */
export function showState(stage: HTMLElement, note: HTMLElement, studio: Studio): void {
  const line = document.createElement('span');
  line.className = 'panorama-progress';
  line.setAttribute('role', 'progressbar');
  line.setAttribute('aria-label', 'Loading the generator');
  stage.append(line);
  let shown: string | undefined;

  const show = (): void => {
    const state = studio.state();
    line.hidden = state.name !== 'loading';
    if (state.name === 'loading') {
      line.style.setProperty('--part', String(state.progress));
      line.setAttribute('aria-valuenow', String(Math.round(100 * state.progress)));
    }
    if (state.name === shown) return;
    shown = state.name;
    if (state.name === 'asking') {
      const size = `${state.megabytes.toFixed(1)} MB`;
      say(note, state.sentence, `Load it (${size})`, studio.consent);
    } else if (state.name === 'failed') {
      say(note, state.sentence, 'Try again', studio.retry);
      studio.announce(state.sentence);
    } else say(note, state.name === 'unable' ? state.sentence : '');
  };
  studio.onState(show);
  show();
}

function say(note: HTMLElement, sentence: string, label?: string, action?: () => void): void {
  note.hidden = sentence === '';
  note.replaceChildren(sentence);
  if (!label || !action) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'tool';
  button.textContent = label;
  button.addEventListener('click', action);
  note.append(' ', button);
}
