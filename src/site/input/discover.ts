import { readdirSync, realpathSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';

/** A file of content/ and the folder its page gets in the site. */
export interface ContentFile {
  /** Path from the site's root, with forward slashes. */
  file: string;
  path: string;
  slug: string;
}

const top = { line: 1, column: 1 };

/**
 * Every page under content/, sorted. Names that begin with `_` or `.` are not pages; links that lead
 * out of the site's root are refused, since content may come from strangers.
 */
export function discover(root: string): { files: ContentFile[]; diagnostics: Diagnostic[] } {
  const realRoot = realpathSync(root) + sep;
  const files: ContentFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const slugs = new Map<string, string>();

  for (const path of markdownUnder(join(root, 'content'))) {
    const file = relative(root, path).replaceAll(sep, '/');
    if (!realpathSync(path).startsWith(realRoot)) {
      diagnostics.push(
        diagnostic('outside-root', file, top, 'the file is a link that leads out of the site'),
      );
      continue;
    }
    const slug = slugOf(file);
    // Some file systems do not tell capitals from small letters.
    const other = slugs.get(slug.toLowerCase());
    if (other) {
      const message = `the page would be written to ${slug || '.'}/index.html, as ${other} is`;
      diagnostics.push(diagnostic('duplicate-slug', file, top, message, 'rename one of the two'));
      continue;
    }
    slugs.set(slug.toLowerCase(), file);
    files.push({ file, path, slug });
  }
  if (files.length === 0 && diagnostics.length === 0)
    diagnostics.push(
      diagnostic(
        'no-content',
        'content',
        top,
        'there is no page in content/',
        'write content/my-project.md with --- title: ... --- in it',
      ),
    );
  return { files, diagnostics };
}

function markdownUnder(folder: string): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (/^[._]/.test(entry.name)) return [];
    if (entry.isDirectory()) return markdownUnder(path);
    return ['.md', '.markdown'].includes(extname(entry.name).toLowerCase()) ? [path] : [];
  });
}

const readEntries = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));

function slugOf(file: string): string {
  const inside = file.replace(/^content\//, '').replace(/\.[^./]+$/, '');
  return inside === 'index' ? '' : inside.replace(/\/index$/, '');
}
