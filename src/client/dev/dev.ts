import { type Mirror, mirrorPage } from './mirror.ts';
import { createPanel, type Problem } from './panel.ts';
import { pickWithAlt } from './pick.ts';
import { pagePath } from './site-paths.ts';
import { swapStyles } from './styles.ts';

/** What the server tells after every change: `DevNews` of `serve/dev-site.ts`. */
interface News {
  version: number;
  changed: string[];
  problems?: Problem[];
  /** Of a connection: the page may have been loaded before. */
  isFirst?: true;
}

const script = document.currentScript;
let version = Number(script?.dataset.version);
const panel = createPanel(script?.dataset.draft !== undefined);
script?.remove();

let mirror: Mirror | undefined;
// Before scripts run that wait for the page to be parsed.
document.addEventListener('readystatechange', () => {
  if (document.readyState === 'interactive') mirror = mirrorPage();
});
addEventListener('DOMContentLoaded', restoreOpen);
pickWithAlt(panel);

let work = Promise.resolve();

function follow({ version: now, changed, problems, isFirst }: News): void {
  if (problems) panel.problems(problems);
  const isOld = isFirst && now !== version;
  version = now;
  const others = swapStyles(changed, now, (before, after) => mirror?.replaced(before, after));
  if (isOld || changed.includes(pagePath)) work = work.then(showAgain);
  else if (others.some((path) => !path.endsWith('.html'))) load();
}

/** Shows the page as it is now; loads it where that does not do. */
async function showAgain(): Promise<void> {
  try {
    const response = await fetch(location.href, { cache: 'no-store' });
    const html = await response.text();
    if (!mirror?.show(html)) load();
  } catch {
    // The server has ended; the next one will tell.
  }
}

const storage = 'pagescape-open';
const details = () => [...document.querySelectorAll('details')];

/** Loads the page. The browser keeps where it was scrolled to. */
function load(): void {
  const open = details().flatMap((each, index) => (each.open ? [index] : []));
  sessionStorage.setItem(storage, JSON.stringify(open));
  location.reload();
}

function restoreOpen(): void {
  const stored: unknown = JSON.parse(sessionStorage.getItem(storage) ?? '[]');
  sessionStorage.removeItem(storage);
  if (!Array.isArray(stored)) return;
  for (const [index, each] of details().entries()) if (stored.includes(index)) each.open = true;
}

/** A browser opens few connections to one host: pages that nobody sees wait without one. */
let connection: EventSource | undefined;
function connect(): void {
  if (document.hidden) {
    connection?.close();
    connection = undefined;
  } else if (!connection) {
    connection = new EventSource('/__pagescape/events');
    connection.onmessage = ({ data }) => follow(JSON.parse(data));
  }
}
document.addEventListener('visibilitychange', connect);
connect();
