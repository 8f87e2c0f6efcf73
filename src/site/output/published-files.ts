import type { Diagnostic } from '../../content/diagnostics.ts';
import { mediaFolder, type SiteFile, type SiteFiles } from '../files.ts';
import type { Candidate } from '../media/convert.ts';
import type { Outputs, Owner } from './outputs.ts';
import type { Staging } from './staging.ts';

/** The files that pages of the next site refer to. */
export interface PublishedFiles {
  /**
   * Publishes a file for a page, and those of its smaller files that the page offers.
   * @returns what else wants its place in the site
   */
  add: (file: SiteFile, html: string, place: Owner['place']) => Diagnostic[];
  /** Copies them all. */
  emit: (staging: Staging) => Promise<void>;
}

export function publishedFiles(outputs: Outputs, files: SiteFiles): PublishedFiles {
  const published = new Map<string, SiteFile>();
  const candidates = new Map<string, Candidate>();

  return {
    add(file, html, place) {
      for (const { files: smaller } of files.candidatesOf(file))
        for (const candidate of smaller)
          if (html.includes(encodeURIComponent(candidate.name)))
            candidates.set(candidate.name, candidate);
      if (published.has(file.output) && published.get(file.output)?.hash === file.hash) return [];
      const name = typeof file.content === 'string' ? `the file ${file.content}` : 'a landscape';
      const conflict = outputs.claim(file.output, {
        name,
        source: sourceOf(file),
        ...(place ? { place } : {}),
      });
      if (conflict) return [conflict];
      published.set(file.output, file);
      return [];
    },

    async emit(staging) {
      for (const { output, content, standIn } of published.values()) {
        if (standIn) staging.write(output, await standIn());
        else if (typeof content === 'string') staging.copy(content, output);
        else staging.write(output, content);
      }
      for (const { name, content } of candidates.values())
        staging.write(mediaFolder + name, await content());
    },
  };
}

/** What is only linked is known by its path, as a file of public/ is; the rest has its content in its name. */
const sourceOf = ({ kind, content, hash }: SiteFile) =>
  kind === 'link' && typeof content === 'string' ? content : hash;
