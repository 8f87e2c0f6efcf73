import { extname } from 'node:path';
import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { SourceTree } from './source-tree.ts';
import { walk } from './walk.ts';

/** A file of content/ and the folder its page gets in the site. */
export interface ContentFile {
  /** Path from the site's root, with forward slashes. */
  file: string;
  slug: string;
}

/** Every page under content/, sorted. Names that begin with `_` or `.` are not pages. */
export function discover(tree: SourceTree): {
  files: ContentFile[];
  /** All else that lies in content/. */
  others: string[];
  diagnostics: Diagnostic[];
} {
  const { files, diagnostics } = walk(tree, 'content', (name) => !/^[._]/.test(name));
  const pages = files.filter(isPage).map((file) => ({ file, slug: slugOf(file) }));
  const others = files.filter((file) => !isPage(file));
  if (pages.length > 0 || diagnostics.length > 0) return { files: pages, others, diagnostics };
  const nothing = diagnostic(
    'no-content',
    'content',
    { line: 1, column: 1 },
    'there is no page in content/',
    'write content/my-project.md with --- title: ... --- in it',
  );
  return { files: [], others, diagnostics: [nothing] };
}

const isPage = (file: string) => ['.md', '.markdown'].includes(extname(file).toLowerCase());

function slugOf(file: string): string {
  const inside = file.replace(/^content\//, '').replace(/\.[^./]+$/, '');
  return inside === 'index' ? '' : inside.replace(/\/index$/, '');
}
