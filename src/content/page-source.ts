import type { ScalarEvent } from 'js-yaml';
import type { Position } from './diagnostics.ts';
import { bodyPath, type Path } from './prose.ts';
import { findNode, offsetInScalar, type YamlDocument } from './yaml.ts';

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
  writtenAt: (path: Path) => Path;
}

export function pageSource(parts: SourceParts): PageSource {
  const { file, text, yaml, yamlStart, bodyStart, root, writtenAt } = parts;
  let lineStarts: number[] | undefined;
  const position = (offset: number) => {
    lineStarts ??= startsOfLines(text);
    return positionAt(lineStarts, offset);
  };

  function find(path: Path): { start: number; keyStart: number; scalar?: ScalarEvent } {
    const tree = root();
    return tree ? findNode(tree, writtenAt(path)) : { start: 0, keyStart: 0 };
  }

  return {
    file,
    text,
    locate(path, offset = 0) {
      if (path[0] === bodyPath[0]) return position(bodyStart + offset);
      const { start, scalar } = find(path);
      return position(yamlStart + (scalar ? offsetInScalar(yaml, scalar, offset) : start));
    },
    locateKey(path) {
      return position(yamlStart + find(path).keyStart);
    },
  };
}

export function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Line and column, from 1, of a character. */
export function positionAt(lineStarts: readonly number[], offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}
