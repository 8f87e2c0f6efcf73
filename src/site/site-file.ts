import type { Image } from '../media/plan.ts';
import type { FontFacts } from '../render/page/font-facts.ts';
import type { FileFault } from './media/file-fault.ts';

/** A file of the author's that the site may hold a copy of, as it was when it was asked for. */
export interface SiteFile {
  readonly kind: 'image' | 'poster' | 'video' | 'asset' | 'link' | 'weights';
  /** Where it is, or its bytes if it was made for this site. */
  readonly content: string | Uint8Array;
  /** What is published in its place. */
  readonly standIn?: () => Promise<Uint8Array>;
  /** SHA-256 of its content, in hex. */
  readonly hash: string;
  /** Path in the built site. */
  readonly output: string;
  readonly bytes: number;
  readonly width?: number;
  readonly height?: number;
  /** Of a picture that could be measured. */
  readonly image?: Image;
  /** Text of an SVG, and where it lies in the root. */
  readonly svg?: string;
  readonly svgFile?: string;
  /** Of a font that could be read. */
  readonly font?: FontFacts;
  readonly fault?: FileFault;
}

/** Where pictures, videos and weights go in the built site. */
export const mediaFolder = 'media/';
