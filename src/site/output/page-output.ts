import { relative, sep } from 'node:path';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import { analyticsOf, askedBy } from '../../render/head/analytics.ts';
import type { Feature } from '../../render/theme.ts';
import type { SiteFacts } from '../build-context.ts';
import type { BuiltPage, FreshPage } from '../built-page.ts';
import { loadedPictures } from '../picture-bytes.ts';
import type { PageDependencies, PageReport } from '../report.ts';
import type { FragmentLink } from '../resolver.ts';
import type { SiteFile } from '../site-file.ts';
import { hostOf } from './foreign-hosts.ts';
import { type ReferredFile, referredFiles } from './published-files.ts';

/** What a page brings into the site. */
export interface PageOutput {
  page: ProjectPage;
  /** The page itself, and the files beside it. */
  files: readonly { path: string; data: Uint8Array }[];
  uses: ReadonlySet<Feature>;
  referred: readonly ReferredFile[];
  fragments: readonly FragmentLink[];
  diagnostics: readonly Diagnostic[];
}

/** A page and the files beside it, by their paths in the site. */
export function filesOf({ output, rendered }: FreshPage): PageOutput['files'] {
  const folder = output.slice(0, -'index.html'.length);
  return [
    { path: output, data: Buffer.from(rendered.html) },
    ...rendered.files.map(({ name, text }) => ({ path: folder + name, data: Buffer.from(text) })),
  ];
}

export function outputOf(built: BuiltPage, { files }: SiteFacts): PageOutput {
  const { page, rendered, questions, diagnostics } = built;
  const { source } = page;
  return {
    page,
    files: filesOf(built),
    uses: rendered.uses,
    referred: referredFiles(questions, rendered.html, files, (at) => ({
      file: source.file,
      ...(at ? source.locate(at.path, at.offset) : { line: 1, column: 1 }),
    })),
    fragments: questions.fragments,
    diagnostics,
  };
}

export function reportOf(
  { page, output, rendered, questions, loads }: BuiltPage,
  { theme, files, settings }: SiteFacts,
): PageReport {
  const { html, uses, pictures } = rendered;
  const ofTheme = theme.weigh(uses, html);
  const bytesOf = (isMeant: (file: SiteFile) => boolean) =>
    [...questions.files.values()].filter(isMeant).reduce((sum, { bytes }) => sum + bytes, 0);
  const service = uses.has('analytics') ? analyticsOf(settings.site.analytics) : undefined;
  const counted = service ? askedBy(service) : [];
  const later = [...questions.files.values()].filter(
    ({ kind }) => kind === 'video' || kind === 'weights',
  );
  return {
    file: page.source.file,
    output,
    bytes: {
      html: Buffer.byteLength(html),
      ...ofTheme,
      css: ofTheme.css + bytesOf(({ kind, font }) => kind === 'asset' && !font),
      fonts: ofTheme.fonts + bytesOf(({ font }) => font !== undefined),
      pictures: loadedPictures(pictures, questions, files).reduce(
        (sum, { bytes }) => sum + bytes,
        0,
      ),
      onDemand: later.reduce((sum, { bytes }) => sum + bytes, ofTheme.onDemand),
    },
    hosts: [
      ...new Set([...loads.map(({ url }) => url), ...counted].flatMap((url) => hostOf(url) ?? [])),
    ].sort(),
  };
}

export function dependenciesOf(
  { rendered: { templates }, questions: { targets, files } }: BuiltPage,
  root: string,
): PageDependencies {
  return {
    templates: [...templates].sort(),
    addresses: [...targets].map(([url, { kind, asked }]) => ({ url, kind, asked: [...asked] })),
    files: [...files.values()].flatMap(({ content, hash }) =>
      typeof content === 'string'
        ? [{ file: relative(root, content).replaceAll(sep, '/'), hash }]
        : [],
    ),
  };
}
