import type { Code } from '../../src/content/diagnostics.ts';
import { Prose } from '../../src/content/prose.ts';
import { Equations } from '../../src/render/math/equations.ts';
import { noMacros } from '../../src/render/math/macros.ts';
import type { ShownPicture } from '../../src/render/picture.ts';
import type { ProseContext } from '../../src/render/prose/writer.ts';
import type { Resolved } from '../../src/render/resolve.ts';

/** A problem as a test reads it: the code, and the text from the place it points at. */
export interface Told {
  code: Code;
  offset: number | undefined;
  message: string;
}

/** A page around a text, which notes what is asked of it and told to it. */
export function pageAround(answers: Record<string, Partial<Resolved>> = {}) {
  const told: Told[] = [];
  const asked: { url: string; kind: string; offset: number | undefined }[] = [];
  const uses = new Set<'math'>();
  const pictures: ShownPicture[] = [];
  const context: ProseContext = {
    pictures,
    math: 'mathml',
    macrosAt: () => noMacros,
    equations: new Equations(),
    uses,
    resolve({ url, kind, offset }) {
      asked.push({ url, kind, offset });
      return { href: url, local: false, ...answers[url] };
    },
    report(code, { offset }, message) {
      told.push({ code, offset, message });
    },
  };
  return { context, told, asked, uses, pictures };
}

export const block = (text: string) => new Prose(text, 'block', []);
export const inline = (text: string) => new Prose(text, 'inline', []);
