import { openEditor } from './open-editor.ts';
import styles from './panel.css?inline';

/** A problem, as the server tells of it. */
export interface Problem {
  severity: string;
  code: string;
  file: string;
  line: number;
  column: number;
  message: string;
  hint?: string;
}

/** What is shown above the page, and is no part of it. */
export interface Panel {
  /** Shows what is wrong with the site; nothing when nothing is. */
  problems(problems: readonly Problem[]): void;
  /** Shows where an element was written by a frame around it; takes the frame away when there is none. */
  frame(element: Element | undefined, label: string): void;
  /** Says something for a few seconds. */
  say(sentence: string): void;
  /** Whether a node is part of the panel. */
  holds(node: EventTarget | null): boolean;
}

export function createPanel(isDraft: boolean): Panel {
  const host = document.createElement('pagescape-dev');
  const root = host.attachShadow({ mode: 'open' });
  const style = make('style', '', styles);
  const frame = make('div', 'frame');
  const label = make('span', 'label');
  frame.append(label);
  frame.hidden = true;
  const status = make('div', 'status');
  status.setAttribute('role', 'status');
  const sentence = make('p', 'sentence');
  sentence.setAttribute('role', 'status');
  sentence.hidden = true;
  root.append(style, frame, status, sentence);
  if (isDraft) root.append(make('p', 'draft', 'Draft: not published'));
  const show = () => document.body.append(host);
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', show);
  else show();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (text: string) => {
    sentence.textContent = text;
    sentence.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      sentence.hidden = true;
    }, 6000);
  };

  return {
    say,
    holds: (node) => node === host,
    problems(problems) {
      if (problems.length === 0) status.replaceChildren();
      else status.replaceChildren(listOf(problems, () => status.replaceChildren(), say));
    },
    frame(element, text) {
      frame.hidden = element === undefined;
      if (!element) return;
      const { left, top, width, height } = element.getBoundingClientRect();
      Object.assign(frame.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${width}px`,
        height: `${height}px`,
      });
      label.textContent = text;
    },
  };
}

function listOf(
  problems: readonly Problem[],
  hide: () => void,
  say: (sentence: string) => void,
): HTMLElement {
  const section = make('section', 'problems');
  section.setAttribute('aria-label', 'Problems');
  const head = make('header');
  const close = make('button', '', 'Hide');
  close.addEventListener('click', hide);
  section.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  head.append(make('h2', '', count), close);
  const list = make('ul');
  for (const problem of problems) list.append(itemOf(problem, say));
  section.append(head, list);
  return section;
}

function itemOf(
  { file, line, column, severity, code, message, hint }: Problem,
  say: (sentence: string) => void,
): HTMLElement {
  const item = make('li', severity);
  const place = make('button', 'place', `${file}:${line}:${column}`);
  place.title = 'Open in your editor';
  place.addEventListener('click', async () => {
    const refusal = await openEditor({ file, line, column });
    if (refusal !== undefined) say(refusal);
  });
  const kind = make('span', 'kind', ` ${severity}[${code}]`);
  item.append(place, kind, make('p', '', message));
  if (hint) item.append(make('p', 'hint', hint));
  return item;
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), { className, textContent: text });
}
