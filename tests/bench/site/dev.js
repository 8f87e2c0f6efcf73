// npm run bench:dev -- [PAGES] [SAVES]: saves one page among many while `pagescape dev` serves them, and
// prints how long after the end of each write a browser has the new page. What else the machine does
// lengthens it: the best says most about the code, the processor time what a save costs.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { generate, source } from './generate.js';

const [pages = 100, saves = 50] = process.argv.slice(2).map(Number);
const cli = fileURLToPath(new URL('../../../bin/pagescape.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-dev-'));

try {
  await generate(folder, pages);
  await measure(join(folder, 'pagescape'));
} finally {
  rmSync(folder, { recursive: true });
}

/** @param {string} root */
async function measure(root) {
  const server = spawn(process.execPath, [cli, 'dev', root, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const url = await addressOf(server);
    const news = await listenTo(url);
    while (!news.some(({ problems }) => problems)) await pause(100);
    await pause(1000);
    const name = `p${String(Math.floor(pages / 2)).padStart(4, '0')}`;
    const file = join(root, 'content', `${name}.md`);
    const text = readFileSync(file, 'utf8');
    const times = [];
    const before = cpuOf(server.pid);
    for (let save = 1; save <= saves; save += 1) {
      const word = `saved-${save}-times`;
      news.length = 0;
      writeFileSync(file, text.replace(/^title: .*$/m, `title: ${word}`));
      const begin = performance.now();
      while (!news.some(({ changed }) => changed.includes(`${name}/index.html`))) await pause(0);
      const html = await (await fetch(`${url}${name}/`)).text();
      times.push(performance.now() - begin);
      if (!html.includes(word)) throw new Error('The browser was given an old page');
      // Until all that pages share has been seen to as well.
      while (!news.some(({ problems }) => problems)) await pause(1);
    }
    report(times, (cpuOf(server.pid) - before) / saves);
  } finally {
    server.kill();
  }
}

/** @param {import('node:child_process').ChildProcess} server @returns {Promise<string>} */
function addressOf(server) {
  return new Promise((done, failed) => {
    let printed = '';
    server.once('exit', () => failed(new Error('The server has ended')));
    server.stdout?.on('data', (piece) => {
      printed += piece;
      const [, url] = /(http:\S+)\n/.exec(printed) ?? [];
      if (url) done(url);
    });
  });
}

/**
 * What the server tells browsers, as it comes in.
 * @param {string} url
 */
async function listenTo(url) {
  /** @type {{ changed: string[], problems?: unknown[] }[]} */
  const news = [];
  const { body } = await fetch(`${url}__pagescape/events`);
  (async () => {
    let text = '';
    for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (text + piece).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) news.push(JSON.parse(event.slice('data: '.length)));
    }
  })().catch(() => {});
  return news;
}

/**
 * Milliseconds of processor time that a process has used; not a number where the system has no /proc.
 * @param {number | undefined} pid
 */
function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

/**
 * @param {number[]} times
 * @param {number} cpu
 */
function report(times, cpu) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    `${sorted[Math.floor((sorted.length - 1) * share)]?.toFixed(1)} ms`;
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(`${pages} pages from ${source}, ${saves} saves of one of them`);
  console.log(`best ${at(0)}, median ${at(0.5)}, 90 % ${at(0.9)}, worst ${at(1)}`);
  console.log(`${cpu.toFixed(1)} ms of processor time a save, with all that pages share`);
}
