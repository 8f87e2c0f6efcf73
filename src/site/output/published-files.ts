import type { Diagnostic, Position } from '../../content/diagnostics.ts';
import { mediaFolder, type SiteFile, type SiteFiles } from '../files.ts';
import type { Candidate, CandidateSet } from '../media/convert.ts';
import type { Questions } from '../resolver.ts';
import type { Outputs, Owner } from './outputs.ts';
import type { Sink } from './sink.ts';

/** A file that a page refers to, and those of its smaller files that the page offers. */
export interface ReferredFile {
  file: SiteFile;
  candidates: readonly Candidate[];
  /** Where the page refers to it, unless nobody wrote that. */
  place?: NonNullable<Owner['place']>;
}

type Place = Questions['fragments'][number]['at'];

/** The files that pages of the next site refer to. */
export interface PublishedFiles {
  /**
   * Publishes a file for a page.
   * @returns what else wants its place in the site
   */
  add: (referred: ReferredFile) => Diagnostic[];
  /** All that are published so far. */
  files: () => readonly SiteFile[];
  /** Publishes other bytes than those of the file. */
  replace: (file: SiteFile, content: Uint8Array) => void;
  /** Copies them all. */
  emit: (sink: Sink) => Promise<void>;
}

export function publishedFiles(outputs: Outputs): PublishedFiles {
  const published = new Map<string, SiteFile>();
  const candidates = new Map<string, Candidate>();

  return {
    add({ file, candidates: offered, place }) {
      for (const candidate of offered) candidates.set(candidate.name, candidate);
      if (published.has(file.output) && published.get(file.output)?.hash === file.hash) return [];
      const name = typeof file.content === 'string' ? `the file ${file.content}` : 'a landscape';
      const owner: Owner = { name, source: sourceOf(file), ...(place ? { place } : {}) };
      const conflict = outputs.claim(file.output, owner);
      if (conflict) return [conflict];
      published.set(file.output, file);
      return [];
    },

    files: () => [...published.values()],

    replace(file, content) {
      published.set(file.output, { ...file, standIn: async () => content });
    },

    async emit(sink) {
      for (const { output, content, standIn } of published.values()) {
        if (standIn) await sink.make(output, standIn);
        else if (typeof content === 'string') sink.copy(content, output);
        else sink.write(output, content);
      }
      for (const { name, content } of candidates.values())
        await sink.make(mediaFolder + name, content);
    },
  };
}

/** What is only linked is known by its path, as a file of public/ is; the rest has its content in its name. */
const sourceOf = ({ kind, content, hash }: SiteFile) =>
  kind === 'link' && typeof content === 'string' ? content : hash;

/**
 * The files that a page refers to.
 * @param html of the page, which offers smaller files or does not
 */
export function referredFiles(
  { files: byAddress, places }: Pick<Questions, 'files' | 'places'>,
  html: string,
  files: SiteFiles,
  placeOf?: (at: Place | undefined) => { file: string } & Position,
): ReferredFile[] {
  const referred: ReferredFile[] = [];
  // A loop, for what is handed on must not hold the whole page in memory.
  for (const [href, file] of byAddress) {
    const place = placeOf && (() => placeOf(places.get(href)));
    referred.push({
      file,
      candidates: offeredIn(html, files.candidatesOf(file)),
      ...(place ? { place } : {}),
    });
  }
  return referred;
}

const offeredIn = (html: string, sets: readonly CandidateSet[]): Candidate[] =>
  sets.flatMap(({ files }) => files).filter(({ name }) => html.includes(encodeURIComponent(name)));
