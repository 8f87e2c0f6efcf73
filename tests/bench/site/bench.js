// npm run bench:site -- [PAGES...]: builds the same pages with this tool and with 11ty, from cold,
// and prints what each costs. CPU seconds are of the whole process tree; wall time says more about
// what else the machine does.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate, source } from './generate.js';

/** @typedef {{ cpu: number, wall: number }} Cost in seconds */

const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url));
const bench = fileURLToPath(new URL('..', import.meta.url));
/** @param {number} count of pages */
const repeatsFor = (count) => (count < 1000 ? 5 : 3);
const sizes = process.argv.slice(2).map(Number);

if (!existsSync(join(bench, 'node_modules/@11ty/eleventy'))) {
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: bench,
    stdio: 'inherit',
  });
}
const folder = mkdtempSync(join(tmpdir(), 'bench-site-'));
symlinkSync(join(bench, 'node_modules'), join(folder, 'node_modules'));
try {
  await main();
} finally {
  rmSync(folder, { recursive: true });
}

async function main() {
  const { version } = JSON.parse(
    readFileSync(join(bench, 'node_modules/@11ty/eleventy/package.json'), 'utf8'),
  );
  console.log(`11ty ${version}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`);
  console.log(
    `pages from ${source}; median of ${repeatsFor(1)} cold builds in turns, of ${repeatsFor(1000)} for 1000 pages`,
  );
  const start = median(Array.from({ length: repeatsFor(1) }, () => measure(['-e', '0'], folder)));
  console.log(`Node's own start: ${seconds(start.cpu)} CPU, ${seconds(start.wall)} wall\n`);
  console.log('pages  tool        CPU s   wall s   CPU ms/page   CPU s beyond Node   CPU ratio');
  for (const count of sizes.length ? sizes : [1, 100, 1000]) await compare(count, start);
}

/**
 * @param {number} count
 * @param {Cost} start
 */
async function compare(count, start) {
  const pages = join(folder, String(count));
  await generate(pages, count);
  const ours = join(pages, 'pagescape');
  const theirs = join(pages, 'eleventy');
  const tools = {
    pagescape: () => {
      for (const name of ['dist', '.cache'])
        rmSync(join(ours, name), { recursive: true, force: true });
      const cli = join(repositoryRoot, 'bin/pagescape.js');
      return measure([cli, 'build', ours, '--out', join(ours, 'dist')], ours);
    },
    eleventy: () => {
      for (const name of ['out', '.cache'])
        rmSync(join(theirs, name), { recursive: true, force: true });
      return measure([join(bench, 'node_modules/@11ty/eleventy/cmd.cjs'), '--quiet'], theirs);
    },
  };
  tools.pagescape(); // What a checkout compiles once is not part of a build.
  /** @type {Record<keyof typeof tools, Cost[]>} */
  const costs = { pagescape: [], eleventy: [] };
  for (let repeat = 0; repeat < repeatsFor(count); repeat += 1) {
    costs.pagescape.push(tools.pagescape());
    costs.eleventy.push(tools.eleventy());
  }
  expectPages(join(ours, 'dist'), count);
  expectPages(join(theirs, 'out'), count);
  const own = median(costs.pagescape);
  const other = median(costs.eleventy);
  printRow(count, 'pagescape', own, start, `${(own.cpu / other.cpu).toFixed(2)} of 11ty`);
  printRow(count, '11ty', other, start, '');
  rmSync(pages, { recursive: true });
}

/**
 * A build that lost pages or formulas would look fast.
 *
 * @param {string} output
 * @param {number} count
 */
function expectPages(output, count) {
  for (let index = 0; index < count; index += 1) {
    const path = join(output, `p${String(index).padStart(4, '0')}`, 'index.html');
    const formulas = readFileSync(path, 'utf8').split('<math').length - 1;
    if (formulas < 30) throw new Error(`${path} has ${formulas} formulas`);
  }
}

/**
 * Runs Node, and has the shell say what it and all its children used.
 *
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Cost}
 */
function measure(args, cwd) {
  const script = '"$@" >/dev/null 2>errors.log || { cat errors.log >&2; exit 1; }; times';
  const begin = performance.now();
  const { stdout, stderr, status } = spawnSync(
    'sh',
    ['-c', script, 'sh', process.execPath, ...args],
    {
      cwd,
      encoding: 'utf8',
    },
  );
  const wall = (performance.now() - begin) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  const children = stdout.trim().split('\n')[1] ?? '';
  const [user = Number.NaN, system = Number.NaN] = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return { cpu: user + system, wall };
}

/**
 * @param {Cost[]} costs
 * @returns {Cost} by CPU
 */
function median(costs) {
  const middle = [...costs].sort((a, b) => a.cpu - b.cpu)[Math.floor(costs.length / 2)];
  if (!middle) throw new Error('Nothing was measured');
  return middle;
}

/** @param {number} value */
function seconds(value) {
  return `${value.toFixed(2)} s`;
}

/**
 * @param {number} count
 * @param {string} tool
 * @param {Cost} cost
 * @param {Cost} start
 * @param {string} ratio
 */
function printRow(count, tool, { cpu, wall }, start, ratio) {
  const cells = [
    String(count).padStart(5),
    tool.padEnd(10),
    cpu.toFixed(2).padStart(6),
    wall.toFixed(2).padStart(8),
    ((cpu * 1000) / count).toFixed(1).padStart(13),
    (cpu - start.cpu).toFixed(2).padStart(19),
    ratio,
  ];
  console.log(cells.join('  '));
}
