import { type Diagnostic, diagnostic, type Finding, type Position } from './diagnostics.ts';
import { positionsIn } from './positions.ts';
import { bodyPath, type Path } from './prose.ts';
import type { YamlDocument } from './yaml.ts';
import { type FoundNode, findNode, lengthOf, offsetInScalar } from './yaml-tree.ts';

/** The text of a content file, and where the values of its page stand in it. */
export interface PageSource {
  /** Path from the site's root, with forward slashes. */
  readonly file: string;
  readonly text: string;
  /** Where the value at `path` stands, or character `offset` of it. */
  locate(path: Path, offset?: number): Position;
  /** Where the key (or list item) at `path` stands. */
  locateKey(path: Path): Position;
}

export interface SourceParts {
  file: string;
  text: string;
  /** Offset of the front matter's YAML in the text. */
  yamlStart: number;
  yaml: string;
  root: YamlDocument['root'];
  /** Offset of the body in the text. */
  bodyStart: number;
  /** Where a path of the page stands in the file: keys may be nested or have an older name. */
  writtenAt?: (path: Path) => Path;
}

export function pageSource(parts: SourceParts): PageSource {
  const { file, text, yaml, yamlStart, bodyStart, root, writtenAt = (path) => path } = parts;
  const position = positionsIn(text);

  function find(path: Path): FoundNode {
    const tree = root();
    return tree ? findNode(tree, writtenAt(path)) : { start: 0, keyStart: 0 };
  }

  return {
    file,
    text,
    locate(path, offset) {
      if (path[0] === bodyPath[0]) return position(bodyStart + (offset ?? 0));
      const { start, scalar } = find(path);
      // What is empty stands nowhere: its key is meant.
      if (!scalar || scalar.valueStart < 0) return position(yamlStart + start);
      const at = offsetInScalar(yaml, scalar, offset ?? 0);
      const length =
        offset === undefined ? lengthOf(yaml, { kind: 'scalar', start, event: scalar }) : undefined;
      return position(yamlStart + at, length);
    },
    locateKey(path) {
      const { keyStart, keyLength } = find(path);
      return position(yamlStart + keyStart, keyLength);
    },
  };
}

/** Codes of what is wrong with a key, or with the item itself, and not with the value. */
const ofKeys: ReadonlySet<Finding['code']> = new Set([
  'unknown-key',
  'key-in-both-places',
  'missing-type',
  'empty-paragraph',
]);

/** Findings as their author is told of them, at the places where they were written. */
export const diagnosticsOf = (findings: readonly Finding[], source: PageSource): Diagnostic[] =>
  findings.map(({ code, path, message, hint }) => {
    const place = ofKeys.has(code) ? source.locateKey(path) : source.locate(path);
    return diagnostic(code, source.file, place, message, hint);
  });
