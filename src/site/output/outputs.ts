import { type Diagnostic, diagnostic, type Position } from '../../content/diagnostics.ts';

/** Who wants something at a path of the site. */
export interface Owner {
  /** What it is, in a sentence: `the page content/a.md`. */
  name: string;
  /** Where its author wrote it, unless it is ours. */
  place?: () => { file: string } & Position;
  /** The same for two that bring the same bytes, which may both have the path. */
  source: string;
}

/**
 * Who writes what in the next site. Two that want the same path, or names that some file systems do not
 * tell apart, or a file where the other needs a folder, would lose one of them.
 */
export interface Outputs {
  /** Takes a path for an owner; a problem if another has it. */
  claim(path: string, owner: Owner): Diagnostic | undefined;
  /** Whether somebody has the path. */
  has(path: string): boolean;
}

/** Capitals and the forms of accents are the same to some file systems. */
const keyOf = (path: string) => path.normalize('NFC').toLowerCase();

export function siteOutputs(): Outputs {
  const files = new Map<string, { path: string; owner: Owner }>();
  const folders = new Map<string, { path: string; owner: Owner }>();

  function rivalOf(key: string, path: string, source: string) {
    const same = files.get(key);
    if (same && (same.path !== path || same.owner.source !== source)) return same;
    return (
      folders.get(key) ??
      foldersAbove(key)
        .map((folder) => files.get(folder))
        .find(Boolean)
    );
  }

  return {
    has: (path) => files.has(keyOf(path)),
    claim(path, owner) {
      const key = keyOf(path);
      const rival = rivalOf(key, path, owner.source);
      if (rival) return conflict({ path, owner }, rival);
      files.set(key, { path, owner });
      for (const folder of foldersAbove(key))
        if (!folders.has(folder)) folders.set(folder, { path, owner });
      return undefined;
    },
  };
}

/** `a` and `a/b` of `a/b/c`. */
function foldersAbove(key: string): string[] {
  const parts = key.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

interface Claim {
  path: string;
  owner: Owner;
}

function conflict(wanted: Claim, held: Claim): Diagnostic {
  const [at, other] = wanted.owner.place ? [wanted, held] : [held, wanted];
  const { file = at.path, line = 1, column = 1 } = at.owner.place?.() ?? {};
  const message =
    at.path === other.path
      ? `${at.path} of the site is wanted by ${at.owner.name} and by ${other.owner.name}`
      : `${at.path}, wanted by ${at.owner.name}, and ${other.path}, wanted by ${other.owner.name}, cannot both be there`;
  return diagnostic('output-conflict', file, { line, column }, message, 'rename one of the two');
}
