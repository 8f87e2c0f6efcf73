import type { Diagnostic } from '../content/diagnostics.ts';

/** What a page costs those who open it, in bytes on the wire before compression. */
export interface PageBytes {
  html: number;
  css: number;
  js: number;
  fonts: number;
  /** Pictures, videos and generators' weights of this site; of a picture in several sizes, the largest a browser may take. */
  media: number;
}

export interface PageReport {
  /** Path of the content file, from the site's root. */
  file: string;
  /** Path of the page in the built site. */
  output: string;
  bytes: PageBytes;
  /** Hosts that the page asks for something while it loads; the author wrote them. */
  hosts: string[];
}

export interface BuildReport {
  /** Whether a new site was written. */
  ok: boolean;
  pages: PageReport[];
  diagnostics: Diagnostic[];
  milliseconds: number;
}

/** Told how far long work is. */
export type Progress = (state: { task: string; done: number; total: number }) => void;
