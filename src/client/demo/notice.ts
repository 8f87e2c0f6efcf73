import { fill } from '../../words/fill.ts';
import { find } from './elements.ts';
import type { Session, State } from './session/session.ts';
import { type DemoWords, number } from './words.ts';

/** A bar that is there while the generator loads. */
export function createProgress(session: Session): HTMLProgressElement {
  const progress = document.createElement('progress');
  progress.setAttribute('aria-label', session.words.loading);
  follow(session, (state) => {
    progress.hidden = state.name !== 'loading';
    if (state.name === 'loading') progress.value = state.progress;
  });
  return progress;
}

/**
 * Says in `.demo-notice` what keeps the generator from running, and offers what the visitor can do about it.
 * @param progress given, the notice says too that the generator loads, and shows this bar
 */
export function showNotice(root: Element, session: Session, progress?: HTMLProgressElement): void {
  const { words } = session;
  const notice = find(root, '.demo-notice', HTMLElement);
  const sentence = document.createElement('span');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'pill';
  button.addEventListener('click', () => {
    session.consent();
    session.retry();
  });
  notice.append(sentence, ' ', progress ?? '', button);
  follow(session, (state) => {
    sentence.textContent = sentenceOf(state, progress !== undefined, words);
    notice.hidden = sentence.textContent === '';
    button.hidden = state.name !== 'asking' && state.name !== 'failed';
    button.textContent =
      state.name === 'asking'
        ? fill(words.load, { megabytes: number(state.megabytes, words, 1) })
        : words.try_again;
  });
}

function sentenceOf(state: State, loadingToo: boolean, words: DemoWords): string {
  if (state.name === 'loading' && loadingToo) return words.loading;
  return 'sentence' in state ? state.sentence : '';
}

function follow(session: Session, show: (state: State) => void): void {
  show(session.state());
  session.onState(show);
}
