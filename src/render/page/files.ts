/** What Windows refuses in names, and what would lead to another folder. */
const notInNames = /[\\/:*?"<>|]|\p{Cc}/u;

/**
 * Keeps files that templates put beside their page, each under a name of its own: a second `citation.bib`
 * becomes `citation-2.bib`. Returns the name, to be linked to.
 */
export function filesBeside(
  files: { name: string; text: string }[],
): (name: string, text: string) => string {
  const counts = new Map<string, number>();
  return (name, text) => {
    if (name === '' || name.startsWith('.') || notInNames.test(name))
      throw new Error(
        `file("${name}") must name a file beside the page: letters, digits, - and _, and an ending`,
      );
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const dot = name.lastIndexOf('.');
    const [stem, ending] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
    const unique = count === 1 ? name : `${stem}-${count}${ending}`;
    files.push({ name: unique, text });
    return unique;
  };
}
