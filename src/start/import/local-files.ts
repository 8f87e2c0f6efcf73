import { posix } from 'node:path';
import { nameFor } from '../file-names.ts';

/** A file of the imported page, to be put beside ours. */
export interface LocalFile {
  /** From the folder of the imported file, with forward slashes. */
  readonly from: string;
  /** Name of the copy in the page's folder of assets. */
  readonly name: string;
  /** Of a PDF that becomes a picture. */
  readonly page: number;
}

/** Where an address of the imported page leads from ours. */
export type Found =
  /** A copy of a file, or an address that holds as it is. */
  | { readonly kind: 'copied' | 'foreign' | 'fragment'; readonly url: string }
  /** A file that is not there, and the address at which ours would be. */
  | { readonly kind: 'missing'; readonly url: string };

/** Files that pages publish; others stay where they are, whatever a page says. */
const published =
  /\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?|ico|mp4|m4v|webm|ogv|mov|mp3|wav|ogg|m4a|flac|pdf|eps|ps|pptx?|key|docx?|xlsx?|zip|t?gz|tar|7z|csv|tsv|json|bib|txt|ply|glb|gltf|obj|stl|npz|npy|safetensors|ipynb)$/i;

/** Files that the imported page refers to, under the addresses that they get. */
export class LocalFiles {
  readonly #has: (path: string) => boolean;
  readonly #folder: string;
  readonly #roots: readonly string[];
  readonly #taken = new Map<string, LocalFile>();

  /**
   * @param has whether there is a file of this path, from the folder of the imported file
   * @param folder address at which the page's files will be, such as `/assets/skies`
   * @param roots folders in which addresses are looked for, from the folder of the imported file
   */
  constructor(has: (path: string) => boolean, folder: string, roots: readonly string[]) {
    this.#has = has;
    this.#folder = folder;
    this.#roots = roots;
  }

  all(): readonly LocalFile[] {
    return [...this.#taken.values()];
  }

  /**
   * @param kind pictures of PDF are drawn; linked, they stay what they are
   * @param asking whether it is only asked, and not taken
   */
  find(address: string, kind: 'picture' | 'file', asking = false): Found {
    const url = address.trim();
    if (url.startsWith('#')) return { kind: 'fragment', url };
    if (url.startsWith('//')) return { kind: 'foreign', url: `https:${url}` };
    if (/^[a-z][a-z\d+.-]*:/i.test(url)) return { kind: 'foreign', url };
    const [, path = '', fragment = ''] = /^([^?#]*)(?:\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
    const from = this.#find(decoded(path));
    if (from === undefined)
      return {
        kind: 'missing',
        url: `${this.#folder}/${posix.basename(decoded(path))}${fragment}`,
      };
    if (asking) return { kind: 'copied', url };
    return { kind: 'copied', url: `${this.#folder}/${this.#take(from, kind).name}${fragment}` };
  }

  #take(from: string, kind: 'picture' | 'file'): LocalFile {
    const key = kind === 'picture' ? `picture ${from}` : from;
    const { dir, name, ext } = posix.parse(from);
    const drawn = kind === 'picture' && ext.toLowerCase() === '.pdf';
    const known = this.#taken.get(drawn ? key : from);
    if (known !== undefined) return known;
    const used = new Set(this.all().map((each) => each.name.toLowerCase()));
    const ending = drawn ? '.png' : ext.toLowerCase();
    const taken = { from, name: nameFor(posix.join(dir, name), ending, used), page: 1 };
    this.#taken.set(drawn ? key : from, taken);
    return taken;
  }

  #find(path: string): string | undefined {
    if (!published.test(path)) return undefined;
    for (const root of path.startsWith('/') ? this.#roots : ['.', ...this.#roots]) {
      const found = posix.join(root, path);
      if (this.#has(found)) return found;
    }
    return undefined;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
