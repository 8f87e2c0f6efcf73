import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Feature, type Theme, themeManifest } from '../../render/theme.ts';
import type { PageBytes } from '../report.ts';
import { katexFonts } from './katex-fonts.ts';
import type { Sink } from './sink.ts';
import { facesIn } from './text-fonts.ts';

/** The folder of the theme's files in a site. */
export const themeOutput = 'theme';

const compiled = fileURLToPath(new URL('../../../lib/theme/files', import.meta.url));

/** The compiled theme, and which of its files a site needs. */
export interface ThemeFiles {
  manifest: Theme;
  /** What features weigh for a page that uses them. */
  weigh: (
    features: ReadonlySet<Feature>,
    html: string,
  ) => Pick<PageBytes, 'css' | 'js' | 'fonts' | 'onDemand'>;
  /** Where the font of a face lies, such as `source-serif-greek`; nothing if there is none. */
  pathsOf: (face: string) => string[];
  /** Copies the files that features need. */
  emit: (features: ReadonlySet<Feature>, sink: Sink) => void;
}

export function themeFiles(): ThemeFiles {
  const manifest = themeManifest.parse(
    JSON.parse(readFileSync(join(compiled, 'theme.json'), 'utf8')),
  );
  let fontsIn: ReturnType<typeof katexFonts> | undefined;
  const mathFonts = (html: string) => {
    const sheets = manifest.features.math?.styles ?? [];
    fontsIn ??= katexFonts(
      sheets.map((file) => readFileSync(join(compiled, file), 'utf8')).join(''),
    );
    return fontsIn(html);
  };
  return {
    manifest,
    weigh(features, html) {
      const files = filesOf(features);
      // A browser asks for a font when a letter is set in it: of KaTeX's twenty, for three or four.
      const inFormulas = features.has('math') ? mathFonts(html) : new Set<string>();
      const inText: ReadonlySet<string> = facesIn(html);
      const asked = [...files].filter((file) => {
        if (!file.endsWith('.woff2')) return true;
        return file.startsWith('KaTeX_') ? inFormulas.has(file) : inText.has(faceOf(file));
      });
      const atOnce = new Set(knownOf(features).flatMap(({ scripts }) => scripts));
      const weigh = (isMeant: (file: string) => boolean) =>
        asked.reduce((sum, file) => sum + (isMeant(file) ? sizeOf(file) : 0), 0);
      return {
        css: weigh((file) => file.endsWith('.css')),
        js: weigh((file) => atOnce.has(file)),
        fonts: weigh((file) => file.endsWith('.woff2')),
        // Modules and what they load: scripts ask for them when they are needed.
        onDemand: weigh((file) => !atOnce.has(file) && /\.(?:js|wasm)$/.test(file)),
      };
    },
    pathsOf: (face) =>
      Object.keys(manifest.files)
        .filter((file) => file.startsWith(`${face}.`) && file.endsWith('.woff2'))
        .map((file) => join(compiled, file)),
    emit(features, sink) {
      for (const file of filesOf(features))
        sink.copy(join(compiled, file), `${themeOutput}/${file}`);
    },
  };

  /** A template may ask for what the theme does not have. */
  function knownOf(features: ReadonlySet<Feature>) {
    const { features: own } = manifest;
    return [...features].flatMap((name) => (Object.hasOwn(own, name) ? (own[name] ?? []) : []));
  }

  function filesOf(features: ReadonlySet<Feature>): Set<string> {
    return new Set(
      knownOf(features).flatMap(({ styles, scripts, files }) => [...styles, ...scripts, ...files]),
    );
  }

  /** `source-serif-italic` of `source-serif-italic-greek.e0092b73.woff2`. */
  function faceOf(file: string): string {
    return /^source-(?:serif|sans)(?:-semibold|-italic|-display)?/.exec(file)?.[0] ?? '';
  }

  function sizeOf(file: string): number {
    return manifest.files[file] ?? 0;
  }
}
