import { nearest } from '../../content/nearest.ts';
import type { Path } from '../../content/prose.ts';
import { escapeHtml } from '../prose/entities.ts';
import type { Report } from '../resolve.ts';
import type { SetFormula } from './formula.ts';
import { marks, numberMark, referenceMark } from './numbering.ts';

interface Place {
  path: Path;
  offset: number;
}

interface PlacedLabel {
  place: Place;
  /** Which of the page's numbers it names, counted in the order in which formulas are set. */
  number: number | undefined;
  tag: string | undefined;
}

/**
 * The numbers of one page's formulas. Parts of a page are rendered in any order, and some twice; so each
 * number and reference is a mark at first, and only the whole page is counted through.
 */
export class Equations {
  readonly #labels = new Map<string, PlacedLabel[]>();
  readonly #references: { name: string; place: Place }[] = [];
  #numbers = 0;

  /** HTML of a formula for this page, and anchors for its labels. `at` says where its TeX stands. */
  place({ html, numbering }: SetFormula, at: (offset: number) => Place): string {
    if (!numbering) return html;
    const first = this.#numbers;
    this.#numbers += numbering.rows;
    const references = numbering.references.map(({ name, offset }) =>
      this.#refer(name, at(offset)),
    );
    const anchors = numbering.labels.map(({ name, offset, row, tag }) => {
      const number = row === undefined ? undefined : first + row;
      this.#labels.set(name, [
        ...(this.#labels.get(name) ?? []),
        { place: at(offset), number, tag },
      ]);
      return `<span class="equation-anchor" id="${escapeHtml(idOf(name))}"></span>`;
    });
    const marked = html.replace(marks, (_, kind: string, index: string) =>
      kind === 'n'
        ? numberMark(first + Number(index))
        : referenceMark(references[Number(index)] ?? 0),
    );
    return anchors.join('') + marked;
  }

  /** A reference in running text, as a link. */
  link(name: string, parentheses: boolean, place: Place): string {
    const mark = referenceMark(this.#refer(name, place));
    const href = escapeHtml(`#${encodeURI(idOf(name))}`);
    return `<a class="equation-link" href="${href}">${parentheses ? `(${mark})` : mark}</a>`;
  }

  #refer(name: string, place: Place): number {
    return this.#references.push({ name, place }) - 1;
  }

  /** The page with its numbers, in the order in which readers meet them. */
  finish(html: string, report: Report): string {
    if (this.#numbers === 0 && this.#references.length === 0 && this.#labels.size === 0)
      return html;
    const shown = new Map<number, number>();
    for (const [, kind, index] of html.matchAll(marks))
      if (kind === 'n' && !shown.has(Number(index))) shown.set(Number(index), shown.size + 1);

    this.#reportLabels(shown, report);
    const told = new Set<number>();
    return html.replace(marks, (_, kind: string, index: string) => {
      if (kind === 'n') return String(shown.get(Number(index)));
      const reference = this.#references[Number(index)];
      const text = reference && this.#textOf(reference.name, shown);
      if (reference && text === undefined && !told.has(Number(index))) {
        told.add(Number(index));
        this.#reportUnknown(reference.name, reference.place, report);
      }
      return escapeHtml(text ?? '??');
    });
  }

  #textOf(name: string, shown: ReadonlyMap<number, number>): string | undefined {
    for (const { number, tag } of this.#labels.get(name) ?? []) {
      const counted = number === undefined ? undefined : shown.get(number);
      if (tag !== undefined || counted !== undefined) return tag ?? String(counted);
    }
    return undefined;
  }

  #reportUnknown(name: string, place: Place, report: Report): void {
    const isThere = this.#labels.has(name);
    const meant = nearest(name, [...this.#labels.keys()]);
    const message = isThere
      ? `the formula with the label "${name}" has no number`
      : `no formula of this page has the label "${name}"`;
    const hint = isThere
      ? 'take \\notag out of its row, or give it a number with \\tag'
      : meant
        ? `did you mean "${meant}"?`
        : `write \\label{${name}} in the formula; parts of a page are linked as [text](#id)`;
    report('unknown-label', place, message, hint);
  }

  /** Two labels are the same when they stand in two places; one may have been rendered twice. */
  #reportLabels(shown: ReadonlyMap<number, number>, report: Report): void {
    for (const [name, labels] of this.#labels) {
      const places = new Map(labels.map((label) => [keyOf(label.place), label]));
      const order = ({ number }: PlacedLabel) =>
        shown.get(number ?? -1) ?? Number.POSITIVE_INFINITY;
      const [, ...others] = [...places.values()].sort((one, other) => order(one) - order(other));
      for (const { place } of others) {
        const message = `the label "${name}" is written twice on this page`;
        report('duplicate-label', place, message, 'give each formula a label of its own');
      }
    }
  }
}

const keyOf = ({ path, offset }: Place) => JSON.stringify([path, offset]);

/** Its name in the page's address: `eq:loss`. */
const idOf = (label: string) => (/^eq/i.test(label) ? label : `eq:${label}`).replace(/\s+/g, '-');
