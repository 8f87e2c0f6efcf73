/**
 * Gives every heading of a page an id of its own: `Live demo!` is `live-demo`, a second one `live-demo-2`.
 * @param used ids that the page has; new ones are added
 */
export function uniqueIds(used: Set<string>): (text: string) => string {
  const counts = new Map<string, number>();
  return (text) => {
    const stem = slugOf(text) || 'section';
    let count = counts.get(stem) ?? 1;
    let id = count === 1 ? stem : `${stem}-${count}`;
    while (used.has(id)) id = `${stem}-${++count}`;
    counts.set(stem, count);
    used.add(id);
    return id;
  };
}

/** Gives parts of a page names that no other part has: `Pictures`, `Pictures 2`. */
export function uniqueLabels(): (label: string) => string {
  const counts = new Map<string, number>();
  return (label) => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    return count === 1 ? label : `${label} ${count}`;
  };
}

/** Letters and digits of any script, in lower case, those of Latin without accents; hyphens for all between them. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/(\p{Script=Latin})\p{Mark}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{Letter}\p{Mark}\p{Number}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}
