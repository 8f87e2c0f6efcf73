import nunjucks from 'nunjucks';
import { type Diagnostic, diagnostic } from '../content/diagnostics.ts';

/** The text of a template and the file it stands in, as messages name it. */
export interface TemplateSource {
  text: string;
  file: string;
}

/** Templates by name: `blocks/image.njk`, `layouts/page.njk`, `includes/alis/carousel.html`. */
export type TemplateSources = ReadonlyMap<string, TemplateSource>;

/** The templates of a site, each compiled once and kept for all its pages. */
export interface Templates {
  readonly names: ReadonlySet<string>;
  /**
   * Renders a template. What it may use comes from `context`, and from `page`: values that all templates
   * of one page share, which are handed over once for a page and not once for each template.
   */
  render(name: string, context: object, page?: object): nunjucks.runtime.SafeString;
}

/** HTML that a template writes as it stands. */
export const safe = (html: string) => new nunjucks.runtime.SafeString(html);
export const isSafe = (value: object) => value instanceof nunjucks.runtime.SafeString;
export type SafeHtml = nunjucks.runtime.SafeString;

/** A template that could not be read or run. */
export class TemplateError extends Error {
  readonly problem: Diagnostic;

  constructor(problem: Diagnostic) {
    super(problem.message);
    this.problem = problem;
  }
}

const nothing = {};
const inclusion = /\{%-?\s*(?:include|extends|import|from)\s+["']([^"']+)["']/g;

export function createTemplates(sources: TemplateSources): Templates {
  const loader = {
    getSource(name: string) {
      const source = sources.get(name);
      if (!source) throw new Error(`there is no template ${name}`);
      return { src: source.text, path: name, noCache: false };
    },
  };
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const compiled = new Set<string>();
  let shared = nothing;

  function share(page: object): void {
    if (page === shared) return;
    for (const name of Object.keys(shared)) environment.addGlobal(name, undefined);
    for (const [name, value] of Object.entries(page)) environment.addGlobal(name, value);
    shared = page;
  }

  // Nunjucks throws what is wrong in an included template long after render has returned, unless the
  // template was compiled before.
  function compile(name: string): void {
    if (compiled.has(name) || !sources.has(name)) return;
    compiled.add(name);
    environment.getTemplate(name, true);
    for (const [, included = ''] of sources.get(name)?.text.matchAll(inclusion) ?? [])
      compile(included);
  }

  return {
    names: new Set(sources.keys()),
    render(name, context, page = nothing) {
      share(page);
      try {
        compile(name);
        return safe(environment.render(name, context));
      } catch (error) {
        compiled.clear();
        throw error instanceof TemplateError ? error : templateError(name, error, sources);
      }
    },
  };
}

/**
 * Nunjucks tells where it failed in the text of its message alone, once for every template on the way
 * in: `(layouts/page.njk)\n  (partials/head.njk) [Line 3, Column 12]\n  Error: ...`. It counts from 1
 * while it reads a template and from 0 while it runs one; only what it runs names a class of error.
 */
function templateError(name: string, error: unknown, sources: TemplateSources): TemplateError {
  const text = error instanceof Error ? error.message : String(error);
  const places = [...text.matchAll(/\(([^()\s]+)\)(?: \[Line (\d+)(?:, Column (\d+))?\])?/g)];
  const place = places.filter(([, file]) => sources.has(file ?? '')).at(-1);
  const [, ran, reason] = /^(?:\s*(\w*Error): )?(.*)$/.exec(text.split('\n').at(-1) ?? '') ?? [];
  const from = ran === undefined || place?.[2] === undefined ? 0 : 1;
  const position = { line: Number(place?.[2] ?? 1) + from, column: Number(place?.[3] ?? 1) + from };
  const file = sources.get(place?.[1] ?? name)?.file ?? name;
  return new TemplateError(diagnostic('template-error', file, position, reason?.trim() || text));
}
