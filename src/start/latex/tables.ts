import { braced, environmentName, isMacro, lastBraced, type Node, raw } from './parse.ts';
import { writeHtml, writeLine } from './write-text.ts';
import type { Surroundings } from './writer.ts';

interface Cell {
  text: string;
  columns: number;
  rows: number;
}

interface Row {
  cells: Cell[];
  /** Whether a rule stands above it. */
  ruled: boolean;
}

const rules = [
  'toprule',
  'midrule',
  'bottomrule',
  'hline',
  'Xhline',
  'specialrule',
  'cmidrule',
  'cline',
  'addlinespace',
  'endhead',
  'endfirsthead',
];

/** A table as a block: rows of Markdown, or HTML where a cell stands over several. */
export function writeTable(node: Node, around: Surroundings): Record<string, unknown> {
  const parts = rowsOf('content' in node && Array.isArray(node.content) ? node.content : []);
  const spans = parts.some(({ cells }) =>
    cells.some((cell) => cell.some((each) => isMacro(each, 'multicolumn', 'multirow'))),
  );
  const rows = parts.map(
    ({ cells, ruled }): Row => ({
      ruled,
      cells: cells.map((cell) => readCell(cell, around, spans)),
    }),
  );
  const heads = headsOf(rows);
  if (environmentName(node) === 'longtable')
    around.paper.tell(node, 'a table of several pages: look at its head');
  if (spans || heads > 1) return { type: 'table', content: htmlOf(rows, heads) };
  const texts = rows.map(({ cells }) => cells.map(({ text }) => text));
  return {
    type: 'table',
    ...(heads === 1 ? { header: texts[0] } : {}),
    rows: texts.slice(heads),
  };
}

/** Cells of rows as nodes, as `&` and `\\` part them. */
function rowsOf(content: readonly Node[]): { cells: Node[][]; ruled: boolean }[] {
  const rows: { cells: Node[][]; ruled: boolean }[] = [];
  let cells: Node[][] = [[]];
  let ruled = false;
  const close = () => {
    if (cells.some((cell) => cell.some(hasInk))) {
      rows.push({ cells, ruled });
      ruled = false;
    }
    cells = [[]];
  };
  for (const node of content) {
    const name = node.type === 'macro' ? node.content : '';
    if (['\\', 'tabularnewline', 'cr'].includes(name)) close();
    else if (rules.includes(name)) ruled ||= /rule|line/i.test(name) && !/^c(?:mid|l)/.test(name);
    else if (node.type === 'string' && node.content === '&') cells.push([]);
    else cells.at(-1)?.push(node);
  }
  close();
  return rows;
}

const hasInk = (node: Node): boolean =>
  node.type !== 'whitespace' &&
  node.type !== 'parbreak' &&
  node.type !== 'comment' &&
  !isMacro(node, 'rowcolor', 'noalign');

function readCell(nodes: readonly Node[], around: Surroundings, html: boolean): Cell {
  const inked = nodes.filter(hasInk);
  const [only] = inked;
  if (inked.length === 1 && isMacro(only, 'multicolumn')) {
    const inner = readCell(lastBraced(only), around, html);
    return { ...inner, columns: Number(raw(braced(only))) || 1 };
  }
  const rows = inked.map((node) => (isMacro(node, 'multirow') ? Number(raw(braced(node))) : 1));
  const shown = nodes.flatMap((node) => (isMacro(node, 'multirow') ? lastBraced(node) : [node]));
  const text = html ? writeHtml(shown, around) : writeLine(shown, around);
  return { text, columns: 1, rows: Math.max(1, ...rows.map(Math.abs)) };
}

/** How many rows are the head: those above the first rule between rows. */
function headsOf(rows: readonly Row[]): number {
  const first = rows.findIndex(({ ruled }, index) => index > 0 && ruled);
  return first > 0 && first <= 4 && first < rows.length ? first : 0;
}

function htmlOf(rows: readonly Row[], heads: number): string {
  /** Of each column, how many rows a cell from above still covers. */
  const covered: number[] = [];
  const lines = rows.map(({ cells }, index) => {
    let column = 0;
    const written = cells.map(({ text, columns, rows: down }) => {
      const from = column;
      column += columns;
      const hidden = (covered[from] ?? 0) > 0 && text === '';
      for (let at = from; at < column; at++)
        covered[at] = Math.max((covered[at] ?? 0) - 1, down - 1);
      if (hidden) return '';
      const name = index < heads ? 'th' : 'td';
      const span = `${columns > 1 ? ` colspan="${columns}"` : ''}${down > 1 ? ` rowspan="${down}"` : ''}`;
      return `<${name}${span}>${text}</${name}>`;
    });
    return `<tr>${written.join('')}</tr>`;
  });
  const body = ['<tbody>', ...lines.slice(heads), '</tbody>'];
  const head = heads > 0 ? ['<thead>', ...lines.slice(0, heads), '</thead>'] : [];
  return ['<table>', ...head, ...body, '</table>'].join('\n');
}
