import { posix } from 'node:path';
import { nameFor } from '../file-names.ts';
import { commandsIn, everyNode } from './find.ts';
import type { Paper } from './paper.ts';
import { bracketed, environmentName, isMacro, lastBraced, type Node, raw } from './parse.ts';

/** A picture of a paper, to be put beside the page. */
export interface Picture {
  /** From the folder of the paper's main file. */
  from: string;
  /** Name of the file in the page's folder of assets. */
  name: string;
  /** Of a PDF, counted from 1. */
  page: number;
}

/** Whether there is a file of this path, from the folder of the paper's main file. */
export type HasFile = (path: string) => boolean;

/** In the order in which LaTeX looks for them, and those that it cannot read but a page can. */
const endings = [
  '.pdf',
  '.png',
  '.jpg',
  '.jpeg',
  '.eps',
  '.svg',
  '.PDF',
  '.PNG',
  '.JPG',
  '.JPEG',
  '.ps',
  '.gif',
  '.tif',
  '.tiff',
  '.webp',
];

/** Pictures that a page takes out of its paper. */
export class Pictures {
  readonly #paper: Paper;
  readonly #has: HasFile;
  readonly #folder: string;
  readonly #folders: readonly string[];
  readonly #taken = new Map<string, Picture>();

  /** @param folder address at which the page's pictures are, such as `/assets/skies` */
  constructor(paper: Paper, has: HasFile, folder: string) {
    this.#paper = paper;
    this.#has = has;
    this.#folder = folder;
    this.#folders = commandsIn(paper.nodes, 'graphicspath').flatMap((node) =>
      lastBraced(node).flatMap((each) => (each.type === 'group' ? [raw(each.content)] : [])),
    );
  }

  all(): readonly Picture[] {
    return [...this.#taken.values()];
  }

  /** The address of the picture that a command or environment shows; undefined where there is no such file. */
  addressOf(node: Node): string | undefined {
    const written = raw('args' in node ? lastBraced(node) : [])
      .trim()
      .replaceAll(/["{}]/g, '');
    const options = raw(('args' in node && bracketed(node)) || []);
    const from = this.#find(written);
    if (from === undefined) {
      this.#paper.tell(node, `there is no picture ${written}`);
      return undefined;
    }
    const page = Number(/(?:^|,)\s*page\s*=\s*(\d+)/.exec(options)?.[1] ?? 1);
    for (const [, option = ''] of options.matchAll(/(?:^|,)\s*(trim|viewport|angle)\s*=/g))
      this.#paper.tell(node, `${written} is shown whole: ${option} is left out`);
    const key = `${from} ${page}`;
    const taken = this.#taken.get(key) ?? { from, name: this.#nameFor(from, page), page };
    this.#taken.set(key, taken);
    return `${this.#folder}/${taken.name}`;
  }

  #find(written: string): string | undefined {
    const known = endings.some((ending) => written.endsWith(ending));
    for (const folder of ['', ...this.#folders]) {
      const path = posix.normalize(posix.join(folder, written));
      for (const each of known ? [path] : [...endings.map((ending) => path + ending), path])
        if (this.#has(each)) return each;
    }
    return undefined;
  }

  /** A name of its own; PDF and EPS become PNG. */
  #nameFor(from: string, page: number): string {
    const { dir, name, ext } = posix.parse(from);
    const ending = /^\.(?:pdf|eps|ps)$/i.test(ext) ? '.png' : ext.toLowerCase();
    const used = new Set(this.all().map((each) => each.name.toLowerCase()));
    return nameFor(posix.join(dir, page > 1 ? `${name}-${page}` : name), ending, used);
  }
}

/** What shows a picture. */
export const isPicture = (node: Node): boolean =>
  isMacro(node, 'includegraphics', 'adjincludegraphics', 'includesvg', 'epsfig', 'psfig') ||
  environmentName(node) === 'overpic';

export const picturesIn = (nodes: readonly Node[]): Node[] => everyNode(nodes).filter(isPicture);
