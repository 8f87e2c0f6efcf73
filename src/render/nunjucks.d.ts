import 'nunjucks';

/** What Nunjucks has and its types lack. */
declare module 'nunjucks' {
  interface Environment {
    globals: Record<string, unknown>;
    getTemplate(
      name: string,
      eagerCompile: boolean,
      parentName: string | undefined,
      ignoreMissing: boolean | undefined,
    ): Template;
  }
}
