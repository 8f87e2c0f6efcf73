import { decodeEntities } from '../prose/entities.ts';

/** An element of a formula's MathML, or text in it. */
export interface Element {
  name: string;
  attributes: string;
  children: Element[];
  text: string;
}

/** Reads the MathML that KaTeX writes: every element is closed, no `>` stands in an attribute. */
export function parseMathml(mathml: string): Element {
  const root: Element = { name: 'math', attributes: '', children: [], text: '' };
  const open = [root];
  for (const [, closing, name, attributes = '', text] of mathml.matchAll(
    /<(\/?)([a-z]+)([^>]*)>|([^<]+)/g,
  )) {
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.text += decodeEntities(text);
    else if (closing) open.pop();
    else if (name !== undefined) {
      const element = { name, attributes, children: [], text: '' };
      parent.children.push(element);
      if (!attributes.endsWith('/')) open.push(element);
    }
  }
  return root;
}
