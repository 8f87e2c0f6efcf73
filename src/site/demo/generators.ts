import { basename, relative, sep } from 'node:path';
import { AlisError } from '../../alis/errors.ts';
import { formatPanorama, type Panorama, parsePanorama } from '../../alis/latent/panorama.ts';
import { nearest } from '../../content/nearest.ts';
import type { FindGenerator, Generator, GeneratorProblem } from '../../render/blocks/demo.ts';
import type { SiteFile, SiteFiles } from '../files.ts';
import type { Lookup } from '../input/lookup.ts';
import type { Progress } from '../report.ts';
import type { Resolver } from '../resolver.ts';
import { type Posters, posters } from './posters.ts';
import { readWeights, type Weights, weightsFolder, weightsIn } from './weights.ts';

/** Generators for one page. */
export interface PageGenerators {
  find: FindGenerator;
  /** Whether the page shows something of them that has not been rendered yet. */
  waits: () => boolean;
}

/** The generators that pages of a site run. */
export interface Generators {
  /** @param page the file that names generators, and how its page shows files */
  forPage: (page: { file: string; show: Resolver['show'] }) => PageGenerators;
  /** Renders what pages show of landscapes; those that waited for it must then be written again. */
  render: (onProgress?: Progress) => Promise<void>;
}

/** Weights that were found, as far as their header, and their file in the site. */
interface Found {
  file: SiteFile;
  weights: Weights;
}

/** Where generators are looked for and what they leave. */
export interface GeneratorPlaces {
  /** Of the site. */
  root: string;
  files: SiteFiles;
  lookup: Lookup;
  /** Weights for a site that has none. */
  shipped: string | undefined;
  /** Folder for what was rendered before. It may be deleted at any time. */
  cache: string;
}

export function siteGenerators(places: GeneratorPlaces): Generators {
  const { root, files, cache } = places;
  const drawn = posters(cache);
  const found = new Map<string, Found | GeneratorProblem>();

  function find(model: string | undefined, from: string): Found | GeneratorProblem {
    const path = pathOf(model, from, places);
    if (typeof path !== 'string') return path;
    const known = found.get(path) ?? open(path);
    found.set(path, known);
    return known;
  }

  function open(path: string): Found | GeneratorProblem {
    try {
      return { weights: readWeights(path), file: files.add(path, 'weights') };
    } catch (error) {
      if (!(error instanceof AlisError)) throw error;
      return brokenWeights(root, path, error);
    }
  }

  return {
    forPage({ file, show }) {
      let waiting = false;
      const wait = () => {
        waiting = true;
      };
      return {
        find({ model, landscape }) {
          const panorama = panoramaOf(landscape);
          if ('code' in panorama) return panorama;
          const opened = find(model, file);
          return 'code' in opened
            ? opened
            : generatorOf(opened, panorama, { files, drawn, show, wait });
        },
        waits: () => waiting,
      };
    },

    async render(onProgress) {
      for (const [{ path }, error] of await drawn.render(onProgress))
        found.set(path, brokenWeights(root, path, error));
    },
  };
}

/** Where the weights are that an author names, or those to take when none are named. */
function pathOf(
  model: string | undefined,
  from: string,
  { root, lookup, shipped }: GeneratorPlaces,
): string | GeneratorProblem {
  const own = weightsIn(root);
  const written = model ?? (own[0] && encodeURI(`/${weightsFolder}/${own[0]}`));
  if (written === undefined) return shipped ?? noWeights;

  const targets = [written, `/assets/${written}`, `/${weightsFolder}/${written}`].map((url) =>
    lookup(url, from),
  );
  const file = targets.find(({ kind }) => kind === 'file');
  if (file?.kind === 'file') return file.path;
  const [first] = targets;
  if (first?.kind === 'refused') {
    const message = `${written} cannot be published: ${first.reason}`;
    return { option: 'model', code: 'outside-root', message };
  }
  const meant = nearest(basename(written), own);
  return {
    option: 'model',
    code: 'missing-file',
    message: `there are no weights ${written}; the demo is left out`,
    hint: meant ? `did you mean models/${meant}?` : `put them into ${weightsFolder}`,
  };
}

const noWeights: GeneratorProblem = {
  code: 'no-weights',
  message: 'there is no generator to run; the demo is left out',
  hint: `put its weights, a .safetensors file, into ${weightsFolder}`,
};

function brokenWeights(root: string, path: string, error: AlisError): GeneratorProblem {
  return {
    option: 'model',
    code: 'broken-weights',
    message: `${relative(root, path).replaceAll(sep, '/')}: ${error.message}`,
    hint: 'write such a file with pagescape alis:convert',
  };
}

function panoramaOf(landscape: string): Panorama | GeneratorProblem {
  try {
    return parsePanorama(landscape);
  } catch (error) {
    if (!(error instanceof AlisError)) throw error;
    const hint = 'write a seed, such as 7, or 7@0.8 with a truncation';
    return { option: 'landscape', code: 'wrong-type', message: error.message, hint };
  }
}

/** A generator as a page sees it. */
function generatorOf(
  { weights: { name, architecture, parameters }, file }: Found,
  panorama: Panorama,
  {
    files,
    drawn,
    show,
    wait,
  }: { files: SiteFiles; drawn: Posters; show: Resolver['show']; wait: () => void },
): Generator {
  const { resolution, tileWidth, tilesPerInterval, config } = architecture;
  const { href } = show(file);
  return {
    name,
    weights: href,
    bytes: file.bytes,
    parameters,
    architecture: {
      rows: resolution,
      tileWidth,
      tilesPerFrame: config.synthesis.grid_size,
      tilesPerAnchor: tilesPerInterval,
    },
    landscape: formatPanorama(panorama),
    picture(first, tiles) {
      const view = { weights: file, panorama, first, tiles };
      const path = drawn.picture(view);
      const width = tiles * tileWidth;
      if (path !== undefined) return show(files.add(path, 'image'), width);
      wait();
      return { href: '', local: true, width, height: resolution };
    },
    influence(anchor, first, tiles) {
      const known = drawn.influence({ weights: file, panorama, first, tiles }, anchor);
      if (known === undefined) wait();
      return known ?? [];
    },
  };
}
