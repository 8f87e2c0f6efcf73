import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, posix, relative, resolve, sep } from 'node:path';
import { decode } from '../../content/decode.ts';
import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { Note } from '../text/notes.ts';
import { frontMatterOf } from './draft.ts';
import { formOf } from './forms.ts';
import { type LocalFile, LocalFiles } from './local-files.ts';
import { soundPage } from './sound-page.ts';
import { openSource } from './source.ts';

/** A page of another tool as one of ours, and what of it is left. */
export interface ImportedPage {
  readonly page: Readonly<Record<string, unknown>>;
  /** Markdown below the front matter. */
  readonly body: string;
  /** Files to be put beside it. */
  readonly files: readonly LocalFile[];
  readonly notes: readonly Note[];
}

/** Why a file could not be imported; its problems name it as it was given. */
export interface Refused {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a page of another tool.
 * @param file path of its source
 * @param folder address at which the page's files will be, such as `/assets/skies`
 * @throws errors of the file system, where there is no such file
 */
export function importPage(file: string, folder: string): ImportedPage | Refused {
  const bytes = readFileSync(file);
  const refuse = (code: Diagnostic['code'], message: string, hint: string): Refused => ({
    diagnostics: [diagnostic(code, file, { line: 1, column: 1 }, message, hint)],
  });
  if (bytes.subarray(0, 8000).includes(0) && !isUtf16(bytes))
    return refuse(
      'encoding',
      'this is no text but a binary file',
      'name the .html, .md, .qmd or .mdx file of the page',
    );
  const { text, diagnostics } = decode(file, bytes);
  if (text === undefined) return { diagnostics };
  if (text.trim() === '')
    return refuse('no-front-matter', 'the file is empty', 'name the file that holds the page');
  const form = formOf(file);
  if (form === undefined)
    return refuse(
      'no-front-matter',
      `${extname(file) || basename(file)} is no form of page that can be imported`,
      'it takes .html, .md, .qmd and .mdx',
    );
  const files = new LocalFiles(hasFile(dirname(file)), folder, rootsOf(dirname(file)));
  const source = openSource({ name: basename(file), text }, files);
  const read = form.read(source, { file, read: (path) => textAt(join(dirname(file), path)) });
  if ('diagnostics' in read) return read;
  const page = soundPage(frontMatterOf(read.draft), (key, message) => {
    const named = new RegExp(`^[ \\t]*${key.replace(/\W/g, '')}[ \\t]*:`, 'm');
    source.tell(Math.max(0, text.search(named)), message);
  });
  return {
    page,
    body: read.body ?? '',
    files: files.all(),
    notes: source.notes(),
  };
}

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

const hasFile = (folder: string) => (path: string) => {
  const found = join(folder, path);
  return existsSync(found) && statSync(found).isFile();
};

function textAt(path: string): string | undefined {
  if (!existsSync(path) || !statSync(path).isFile()) return undefined;
  return decode(path, readFileSync(path)).text;
}

/** Folders of a site, by which addresses that begin with a slash are found. */
const below = ['', 'static', 'public', 'assets', 'assets/media', 'assets/img', 'src', 'src/assets'];

/** What stands in the folder of a whole site. */
const markers =
  /^(?:\.git|package\.json|_config\.ya?ml|hugo\.\w+|config(?:\.toml|\.ya?ml)?|_quarto\.yml|astro\.config\.\w+|CNAME|_projects)$/;

/** The page's folder and those above it up to its site's, with what tools put files into. */
function rootsOf(folder: string): string[] {
  const roots: string[] = [];
  for (let at = resolve(folder); ; at = dirname(at)) {
    const path = relative(resolve(folder), at).split(sep).join('/') || '.';
    roots.push(...below.map((each) => posix.join(path, each)));
    if (readdirSync(at).some((name) => markers.test(name))) return roots;
    // Above a page that belongs to no site stands nothing of its own.
    if (dirname(at) === at) return roots.slice(0, below.length);
  }
}
