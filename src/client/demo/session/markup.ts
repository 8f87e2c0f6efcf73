/** What the architecture means for layout, known before anything is loaded. */
export interface Geometry {
  /** R: pixels from top to bottom. */
  readonly rows: number;
  /** R / Gd: pixels from left to right of one tile. */
  readonly tileWidth: number;
  /** Gd: a frame is a square of so many tiles. */
  readonly tilesPerFrame: number;
  /** P: anchor m stands at the left border of tile m P. */
  readonly tilesPerAnchor: number;
}

/** The data attributes of an include's root, written when the page is built. */
export interface Markup {
  /** `data-weights`: absolute URL. */
  readonly weights: string;
  /** `data-weights-bytes`. */
  readonly weightsBytes: number;
  /** `data-engine`: absolute URL of the engine's module. */
  readonly engine: string;
  /** `data-landscape`: what the posters show, and the page without a link; in the form of `formatPanorama`. */
  readonly landscape: string;
  /** `data-architecture`. */
  readonly geometry: Geometry;
  /** `data-model-name`. */
  readonly modelName: string;
  /** `data-parameters`. */
  readonly parameters: number;
}

/** @throws if an attribute is missing: the include's template is wrong */
export function readMarkup(element: HTMLElement): Markup {
  const read = (name: string): string => {
    const value = element.dataset[name];
    if (value === undefined) throw new Error(`the demo's element lacks data-${name}`);
    return value;
  };
  return {
    weights: new URL(read('weights'), document.baseURI).href,
    weightsBytes: Number(read('weightsBytes')),
    engine: new URL(read('engine'), document.baseURI).href,
    landscape: read('landscape'),
    geometry: JSON.parse(read('architecture')),
    modelName: read('modelName'),
    parameters: Number(read('parameters')),
  };
}
