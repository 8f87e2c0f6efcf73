/** A link button of an imported page. */
export interface Button {
  /** What is written on it. */
  readonly text: string;
  /** Where it leads; nothing where it leads nowhere yet. */
  readonly url: string | undefined;
  /** Names of its icon. */
  readonly icon?: string;
}

/** What is written on buttons, and the kind of link that says the same here. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['pdf', /^(?:the |read |full |our )*(?:paper|pdf|manuscript|article|preprint)(?: ?\(?pdf\)?)?$/],
  ['arxiv', /^(?:arxiv|arxiv(?: |-)?(?:paper|preprint|link)?|paper \(arxiv\))$/],
  ['openreview', /^openreview$/],
  ['doi', /^doi$/],
  ['supp', /^supp(?:l(?:ement(?:ary|al)?(?: materials?)?|\.?)?|mat)?(?: ?\(?pdf\)?)?$|^appendix$/],
  ['code', /^(?:source )?code(?: \(?github\)?)?$|^github(?: (?:repo(?:sitory)?|code))?$/],
  ['colab', /^(?:google )?colab(?: (?:demo|notebook))?$/],
  ['demo', /^(?:live |online |interactive |hugging ?face |gradio )?demo$/],
  ['data', /^(?:the )?data ?(?:sets?)?$|^benchmark$/],
  ['models', /^(?:pre-?trained )?(?:models?|weights|checkpoints)$/],
  ['huggingface', /^(?:🤗 ?)?hugging ?face$|^hf$/],
  [
    'video',
    /^(?:(?:supplementary|full|overview|explainer|presentation|project) )?video$|^youtube$/,
  ],
  ['slides', /^slides?$/],
  ['poster', /^poster$/],
  ['blog', /^blog(?: ?post)?$/],
];

/** Icons for buttons with words of their own, by what their icon is called there. */
const icons: readonly (readonly [RegExp, string])[] = [
  [/arxiv/i, 'arxiv'],
  [/github/i, 'github'],
  [/pdf|file|book|paper/i, 'file-text'],
  [/youtube|video|film|play/i, 'video'],
  [/images|database|data/i, 'database'],
  [/hugging/i, 'huggingface'],
];

const soon = /\s*[([]?\s*\b(?:(?:coming|available|released?) soon|tbd|tba|soon)\b\s*[)\]]?\.*\s*/i;

/** Link buttons as front matter has them; words that say something else stay as they are. */
export function linksOf(buttons: readonly Button[]): Record<string, unknown> {
  const links: Record<string, unknown> = {};
  const custom: Record<string, unknown>[] = [];
  for (const { text, url, icon = '' } of buttons) {
    const kind = kindOf(text, url);
    if (kind !== undefined && url === undefined) {
      links[`${kind}_${soon.test(text) ? 'soon' : 'inactive'}`] ??= true;
    } else if (url === undefined) continue;
    else if (kind !== undefined && links[kind] === undefined) links[kind] = url;
    else {
      const shown = icons.find(([form]) => form.test(icon) || form.test(text))?.[1];
      custom.push({ href: url, text, ...(shown === undefined ? {} : { icon: shown }) });
    }
  }
  return { ...links, ...(custom.length === 0 ? {} : { custom }) };
}

/** The kind of link that words on a button name. */
export function kindOf(text: string, url = ''): string | undefined {
  const kind = kinds.find(([, form]) => form.test(bare(text)))?.[0];
  const at = (host: RegExp) => host.test(url);
  if (kind === 'code' && at(/^https?:\/\/(?:www\.)?github\.com\//)) return 'github';
  if (kind === 'video' && at(/^https?:\/\/(?:www\.)?(?:youtube\.com|youtu\.be)\//))
    return 'youtube';
  if (kind === 'pdf' && at(/^https?:\/\/arxiv\.org\/abs\//)) return 'paper';
  return kind;
}

/** Words without brackets around them, and without what says that a link is still to come. */
const bare = (text: string): string =>
  text
    .replace(soon, ' ')
    .replaceAll(/^[[(\s]+|[\])\s]+$/g, '')
    .trim()
    .toLowerCase();
