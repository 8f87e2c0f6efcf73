import { renderMath } from '../../render/math/formula.ts';
import { macrosFrom, usedMacros } from '../../render/math/macros.ts';
import type { Paper } from './paper.ts';
import { isMacro, type Node, raw } from './parse.ts';
import { substituteText } from './substitute.ts';

/** Formulas of a page: each is tried before it is taken, and the commands that they use are kept. */
export class Formulas {
  readonly #paper: Paper;
  readonly #all: ReadonlyMap<string, string>;
  readonly #used = new Map<string, string>();
  readonly #labels = new Set<string>();

  constructor(paper: Paper) {
    this.#paper = paper;
    this.#all = new Map(
      paper.definitions
        .filter(({ name, default: optional }) => optional === undefined && /^[a-zA-Z]+$/.test(name))
        .map(({ name, body }) => [name, inMath(body)]),
    );
  }

  /** What front matter has under `macros:`. */
  get macros(): Record<string, string> {
    return Object.fromEntries(this.#used);
  }

  /** Labels of the equations that were taken. */
  get labels(): ReadonlySet<string> {
    return this.#labels;
  }

  /** A formula as a page has it; one that cannot be set is shown as it is written. */
  write(written: string, display: boolean, node: Node): string {
    const tex = this.#withoutOptions(inMath(written).trim());
    const used = usedMacros(tex, macrosFrom([...this.#all]));
    const result = renderMath(tex, display, 'katex', used);
    if ('problem' in result) {
      this.#paper.tell(node, `a formula stands as it is written: ${result.problem.message}`);
      return display ? `\`\`\`latex\n${tex}\n\`\`\`` : `\`${tex.replaceAll('`', "'")}\``;
    }
    for (const name of used.keys()) {
      const body = this.#all.get(name.slice(1));
      if (body !== undefined) this.#used.set(name.slice(1), body);
    }
    for (const [, label = ''] of tex.matchAll(/\\label\s*\{([^{}]*)\}/g)) this.#labels.add(label);
    if (!display) return `\\(${tex}\\)`;
    return /^\\begin\s*\{/.test(tex) ? tex : `\\[${tex}\\]`;
  }

  /** Commands with an optional argument are no macros of a page; what they stand for takes their place. */
  #withoutOptions(tex: string, depth = 0): string {
    const names = this.#paper.definitions
      .filter((each) => each.default !== undefined)
      .map(({ name }) => name);
    if (depth > 10 || !names.some((name) => tex.includes(`\\${name}`))) return tex;
    const replaced = (nodes: readonly Node[]): Node[] =>
      nodes.map((node): Node => {
        const definition = isMacro(node) ? this.#paper.definition(node.content) : undefined;
        if (isMacro(node) && definition?.default !== undefined)
          return { type: 'string', content: `{${substituteText(definition, node)}}` };
        const args =
          'args' in node && node.args
            ? node.args.map((each) => ({ ...each, content: replaced(each.content) }))
            : undefined;
        const changed: Node = args && 'args' in node ? { ...node, args } : node;
        return 'content' in changed && Array.isArray(changed.content)
          ? ({ ...changed, content: replaced(changed.content) } as Node)
          : changed;
      });
    const [formula] = this.#paper.parse(`$${tex}$`);
    if (formula?.type !== 'inlinemath') return tex;
    return this.#withoutOptions(raw(replaced(formula.content)), depth + 1);
  }
}

/** A blank line would end the paragraph around a formula. */
const inMath = (tex: string): string => tex.replaceAll(/\n\s*\n/g, '\n');
