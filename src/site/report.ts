import type { Diagnostic } from '../content/diagnostics.ts';

/** What a page costs those who open it, in bytes before compression. */
export interface PageBytes {
  html: number;
  css: number;
  js: number;
  fonts: number;
  /** Pictures as a screen of 1,440 CSS pixels loads them, one pixel to each, once all have been seen. */
  pictures: number;
  /** Videos that are played, and what a demo loads once it runs. */
  onDemand: number;
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

/**
 * What a page depends on: it must be rendered again when one of these changes, and need not otherwise.
 * Paths are from the site's root, with forward slashes.
 */
export interface PageDependencies {
  /** Templates that took part, by name, also those that were looked for and are not there. */
  templates: string[];
  /** Addresses that were looked up, and the files that were asked for, also in vain. */
  addresses: { url: string; kind: string; asked: string[] }[];
  /** Files whose content the page shows or names, and its hash. */
  files: { file: string; hash: string }[];
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
