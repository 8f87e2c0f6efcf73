import { COLLECTION_STYLE, dump, SCALAR_STYLE, visit } from 'js-yaml';

/** Names that no file of any system may have, and that of the not-found page. */
const taken = /^(?:con|prn|aux|nul|com\d|lpt\d|404)$/i;

/** Why a page may not be called so; nothing where it may. */
export function refusedName(name: string): string | undefined {
  for (const part of name.split('/')) {
    if (part === '') return 'has an empty part; write name or folder/name';
    if (/^[._]/.test(part)) return 'begins with _ or a dot, which keeps a file from being a page';
    if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(part) || part.endsWith('.'))
      return 'should be letters, digits, hyphens: it becomes an address';
    if (taken.test(part.replace(/\..*/, '')))
      return `holds ${part}, which is kept for other things`;
  }
  return undefined;
}

/** A page of which nothing is known but its name. */
export function emptyPage(name: string): Record<string, unknown> {
  const words = (name.split('/').at(-1) ?? name).replaceAll(/[-_.]+/g, ' ').trim();
  return {
    title: words.charAt(0).toLocaleUpperCase('en') + words.slice(1),
    authors: [{ name: 'First Author', affiliations: [1] }],
    organizations: [{ name: 'First University' }],
    links: { pdf_soon: true, github_soon: true },
    abstract: 'The abstract of your paper. Math is written as in LaTeX, \\(e^{i\\pi} + 1 = 0\\).',
    sections: [
      {
        title: 'Method',
        paragraphs: [{ type: 'text', content: 'What is new, and how it works.' }],
      },
    ],
  };
}

/** A content file with this front matter: lines of a text stay lines, and short lists are on one. */
export function contentFile(frontMatter: Record<string, unknown>): string {
  const yaml = dump(frontMatter, {
    lineWidth: 100,
    noRefs: true,
    transform: (documents) =>
      visit(documents, (node) => {
        if (node.kind === 'scalar' && /[^\n]\n(?!\n|$)/.test(node.value))
          node.style = SCALAR_STYLE.LITERAL_BLOCK;
        if (node.kind === 'sequence' && node.items.every(isNumber))
          node.style = COLLECTION_STYLE.FLOW;
      }),
  });
  return `---\n${yaml}---\n`;
}

const isNumber = (node: { kind: string; value?: unknown }): boolean =>
  node.kind === 'scalar' && /^\d+$/.test(String(node.value));
