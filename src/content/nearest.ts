/** Nobody mistypes a longer word, and nobody looks through more of them: each is compared letter by letter. */
const longest = 100;
const mostCandidates = 500;

/**
 * The candidate an author most likely meant, or undefined when none is close: at most one edit for
 * every three letters (Damerau-Levenshtein with adjacent swaps).
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  if (word.length > longest) return undefined;
  const written = normal(word);
  let compared = 0;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > word.length / 2 + 2) continue;
    if (++compared > mostCandidates) break;
    const distance = editDistance(written, normal(candidate));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

const normal = (word: string) => word.toLowerCase().replaceAll(/[\s_-]/g, '');

function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        row > 1 &&
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}
