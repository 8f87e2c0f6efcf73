import { basename, relative, sep } from 'node:path';
import { AlisError } from '../../alis/errors.ts';
import { formatPanorama, type Panorama, parsePanorama } from '../../alis/latent/panorama.ts';
import { nearest } from '../../content/nearest.ts';
import { addressOf } from '../../render/addresses.ts';
import type { FindGenerator, Generator, GeneratorProblem } from '../../render/generator.ts';
import type { Cache } from '../cache.ts';
import type { SiteFile, SiteFiles } from '../files.ts';
import type { SourceTree } from '../input/source-tree.ts';
import type { Progress } from '../report.ts';
import type { Resolver } from '../resolver.ts';
import { type Posters, posters } from './posters.ts';
import { readWeights, type Weights, weightsFolder, weightsIn } from './weights.ts';

/** The generators that pages of a site run. */
export interface Generators {
  /** Finds generators for one page. */
  forPage: (page: PageOfGenerators) => FindGenerator;
  /** Draws what pages have asked to show of landscapes. What is asked for only then is not there. */
  draw: (onProgress?: Progress) => Promise<void>;
}

/** The file that names generators, and how its page looks up and shows files. */
export type PageOfGenerators = { file: string } & Pick<Resolver, 'lookup' | 'show'>;

/** Weights that were found, as far as their header, and their file in the site. */
interface Found {
  path: string;
  file: SiteFile;
  weights: Weights;
}

/** Where generators are looked for and what they leave. */
export interface GeneratorPlaces {
  tree: SourceTree;
  files: SiteFiles;
  /** Weights for a site that has none. */
  shipped: string | undefined;
  /** For what was drawn before. */
  cache: Cache;
}

export function siteGenerators(places: GeneratorPlaces): Generators {
  const { tree, files, cache } = places;
  const drawings = posters(cache);
  const found = new Map<string, Found | GeneratorProblem>();
  let ready = false;

  function find(model: string | undefined, page: PageOfGenerators): Found | GeneratorProblem {
    const path = pathOf(model, page, places);
    if (typeof path !== 'string') return path;
    const known = found.get(path) ?? open(path);
    found.set(path, known);
    return known;
  }

  function open(path: string): Found | GeneratorProblem {
    try {
      return { path, weights: readWeights(path), file: files.add(path, 'weights') };
    } catch (error) {
      if (!(error instanceof AlisError)) throw error;
      return brokenWeights(tree.root, path, error);
    }
  }

  /** What stands in a page for what is not drawn: nothing yet, or an include that asks differently each time. */
  function undrawn(): void {
    if (ready)
      throw new Error(
        'this include shows other parts of the landscape each time that it runs; it must show the same',
      );
  }

  return {
    forPage:
      (page) =>
      ({ model, landscape }) => {
        const panorama = panoramaOf(landscape);
        if ('code' in panorama) return panorama;
        const opened = find(model, page);
        if ('code' in opened) return opened;
        return generatorOf(opened, panorama, { files, drawings, show: page.show, undrawn });
      },

    async draw(onProgress) {
      const { broken, pictures } = await drawings.draw(onProgress);
      for (const [path, error] of broken) found.set(path, brokenWeights(tree.root, path, error));
      for (const png of pictures) files.addMade(posterName, png);
      ready = true;
    },
  };
}

const posterName = 'landscape.png';

/** Where the weights are that an author names, or those to take when none are named. */
function pathOf(
  model: string | undefined,
  { file: from, lookup }: PageOfGenerators,
  { tree, shipped }: GeneratorPlaces,
): string | GeneratorProblem {
  const own = weightsIn(tree);
  const written = model ?? (own[0] && `/${addressOf(`${weightsFolder}/${own[0]}`)}`);
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
  { path, weights: { name, architecture, parameters }, file }: Found,
  panorama: Panorama,
  page: { files: SiteFiles; drawings: Posters; show: Resolver['show']; undrawn: () => void },
): Generator {
  const { files, drawings, show, undrawn } = page;
  const { resolution, tileWidth, tilesPerInterval, config } = architecture;
  const viewOf = (first: number, tiles: number) => ({
    weights: { path, hash: file.hash },
    panorama,
    first,
    tiles,
  });
  return {
    name,
    weights: show(file).href,
    bytes: file.bytes,
    parameters,
    architecture: {
      rows: resolution,
      tileWidth,
      tilesPerFrame: config.synthesis.grid_size,
      tilesPerAnchor: tilesPerInterval,
    },
    conditions: architecture.attributes.map(({ group, name }) => ({ group, name })),
    landscape: formatPanorama(panorama),
    picture(first, tiles) {
      const png = drawings.picture(viewOf(first, tiles));
      if (png) return show(files.addMade(posterName, png));
      undrawn();
      return { href: '', local: true, width: tiles * tileWidth, height: resolution };
    },
    influence(anchor, first, tiles) {
      const known = drawings.influence(viewOf(first, tiles), anchor);
      if (!known) undrawn();
      return known ?? [];
    },
  };
}
