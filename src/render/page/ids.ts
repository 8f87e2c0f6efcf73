/** Gives every heading of a page an id of its own: `Live demo!` is `live-demo`, a second one `live-demo-2`. */
export function uniqueIds(taken: Iterable<string>): (text: string) => string {
  const used = new Set(taken);
  return (text) => {
    const stem = slugOf(text) || 'section';
    let id = stem;
    for (let count = 2; used.has(id); count++) id = `${stem}-${count}`;
    used.add(id);
    return id;
  };
}

/** Letters and digits of any script, in lower case, without accents; hyphens for all between them. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
}
