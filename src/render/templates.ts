import nunjucks from 'nunjucks';
import { type Diagnostic, diagnostic } from '../content/diagnostics.ts';

/** The text of a template and the file it stands in, as messages name it. */
export interface TemplateSource {
  text: string;
  file: string;
  /** Whether it could not be read, which its author has been told. */
  unread?: true;
}

/** Templates by name: `blocks/image.njk`, `layouts/page.njk`, `includes/alis/carousel.html`. */
export type TemplateSources = ReadonlyMap<string, TemplateSource>;

/** The templates of a site, each compiled once and kept for all its pages. */
export interface Templates {
  readonly names: ReadonlySet<string>;
  /** The templates as one page sees them: all of them may use `shared`. */
  forPage(shared: object): PageTemplates;
}

export interface PageTemplates {
  /** @throws {TemplateError} */
  render(name: string, context: object): SafeHtml;
  /** Whether there is a template of this name; it counts as one that was looked for. */
  has(name: string): boolean;
  /** All that took part so far, also those that were looked for and are not there. */
  readonly used: ReadonlySet<string>;
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

  return {
    names: new Set(sources.keys()),
    forPage(shared) {
      const used = new Set<string>();
      const own = environmentOfPage(environment, shared, used);
      // Nunjucks wraps what a template inside a template throws, and its place would be lost.
      let failure: TemplateError | undefined;
      return {
        used,
        has(name) {
          used.add(name);
          return sources.has(name);
        },
        render(name, context) {
          try {
            return safe(own.getTemplate(name).render(context));
          } catch (error) {
            // What a template lacks that could not be read is no other mistake.
            if ([...used].some((one) => sources.get(one)?.unread)) return safe('');
            failure ??= templateError(name, error, sources);
            throw failure;
          }
        },
      };
    },
  };
}

/**
 * An environment that knows the values of one page beside everything that `base` knows, and notes which
 * templates it was asked for. A template is compiled when it is asked for: Nunjucks would throw what is
 * wrong in an included one long after the page has been rendered.
 */
function environmentOfPage(
  base: nunjucks.Environment,
  shared: object,
  used: Set<string>,
): nunjucks.Environment {
  const own: nunjucks.Environment = Object.create(base, {
    globals: { value: { ...base.globals, ...shared } },
    getTemplate: { value: getTemplate },
  });

  function getTemplate(
    name: string,
    _eager?: boolean,
    parent?: string,
    ignoreMissing?: boolean,
    callback?: (error: unknown, template?: nunjucks.Template) => void,
  ): nunjucks.Template | undefined {
    used.add(name);
    try {
      const template = base.getTemplate(name, true, parent, ignoreMissing);
      const bound: nunjucks.Template = Object.create(template, { env: { value: own } });
      if (!callback) return bound;
      callback(null, bound);
    } catch (error) {
      if (!callback) throw error;
      callback(error);
    }
    return undefined;
  }
  return own;
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
