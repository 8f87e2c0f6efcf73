/**
 * The ALIS generator (arXiv 2104.06954): endless panoramas, tile by tile, in Node, in workers, on a GPU. Written from a
 * specification in our own words ("spec N" below is its section N), not from the official code.
 *
 * ## The story of a tile
 * R rows, L = 4, 8, ..., R levels, Gd tiles in a frame, D halves of a frame between anchors, P = Gd D / 2 tiles between anchors.
 *
 *     panorama (seed, truncation, replaced anchors)                                        panorama.ts
 *       | z [z_dim] of anchor m, from (seed, m)                                            tiles.ts, noise.ts
 *     mapping: z / rms(z), fully connected layers                 w [w_dim]    spec 2      mapping.ts
 *       | w' = w_avg + psi (w - w_avg)
 *     affine layers, once for each anchor                         s [inputs] per layer     styles.ts
 *       |
 *     tile g: columns [g R/Gd, (g+1) R/Gd), anchors m = floor(g / P) and m + 1  spec 6     strip.ts
 *       | column x, t in (0, 1) between its anchors: s = (1 - t) s(a_m) + t s(a_m+1)  spec 4
 *     level 4: constant column [c4, 4] s, + coordinates           [c4 + 2F, 4, 4/Gd]       spec 7.1
 *       | conv1: 3x3, demodulated, noise, bias, lrelu, clamp      [c4, 4, 4/Gd]            spec 7.2
 *       | toRGB                                                   [3, 4, 4/Gd]             spec 7.5
 *     level L: + coordinates sin, cos(bx X + by Y)   spec 5       [c + 2F, L/2, L/2Gd]     coordinates.ts
 *       | conv0: transposed 3x3, then [1,3,3,1]                   [cL, L, L/Gd]            spec 7.3
 *       | conv1                                                   [cL, L, L/Gd]
 *       | picture = doubled picture + toRGB                       [3, L, L/Gd]
 *     level R: bytes = floor(255 (clamp(x) / 2 + 1/2))            [R, R/Gd, 4]  spec 7.6   pixels.ts
 *
 * With `padding: neighbour` each level is computed a few columns wider, from the true neighbours' features, and the panorama is
 * seamless whatever the weights; with `noise: field` its texture never repeats (continuous specification; strip.ts, noise.ts).
 *
 * ## Ways to compute it
 * `reference/` says every formula once more, plainly, in double precision. `wasm/` runs SIMD kernels (sources in `wasm/assembly`,
 * AssemblyScript) on one thread, `webgpu/` the whole tile on a GPU. All implement `Backend` and are tested against the reference;
 * the table in backends.ts says where each runs.
 * Both fast ones fold demodulation and sqrt(2) into packed weights (packing.ts), interpolate styles per column, write coordinates
 * as products of a row's and a column's factors, and convolve upwards at the low resolution.
 *
 * ## Use
 *     const engine = await createEngine(weights, { backends: ['wasm'] });      // or let it choose
 *     const panorama = resample(parsePanorama('7@0.8'), 3);                    // a plain value: the old one still shows the old
 *     await engine.draw(panorama, -12, { context, x, y }, { priority: () => distanceFromView(-12), signal });
 *     anchorTiles(engine.architecture, 3);                                     // which tiles that resample changed
 *     engine.stats();                                                          // backend, milliseconds a tile, what was left out
 *
 * ## Speed
 * `npm run bench:alis` times it in headless Chromium against what the machine's multiply-adds reach at most, and against
 * onnxruntime-web on the same graph, one thread, in turns. On 2 busy cores of an Intel Xeon (Chromium 156): about half of the peak;
 * 2, 14 and 45 ms a tile for the specification's small, tiny256 and mid256; onnxruntime-web 1.30 took 1.4 to 2.0 times as long;
 * two workers were 2.1 times as fast as one (mid256).
 *
 * A weights file is safetensors, float32 or float16, with the configuration (config.ts) as JSON in its metadata under `config`.
 * Everything that can go wrong is an `AlisError` with a code and a sentence to show.
 */

export type { Backend } from './backends/backend.ts';
export { type BackendName, openBackend, type Rejection } from './backends/backends.ts';
export {
  createEngine,
  type Engine,
  type EngineStats,
  type TileOptions,
} from './engine/engine.ts';
export type { Pixels, Place } from './engine/executor.ts';
export type { EngineOptions } from './engine/open.ts';
export { AlisError, type AlisErrorCode } from './errors.ts';
export {
  ask,
  createPanorama,
  type Drawn,
  formatPanorama,
  type Latent,
  latentAt,
  type Panorama,
  parsePanorama,
  pin,
  place,
  resample,
  reseed,
  unpin,
  withTruncation,
} from './latent/panorama.ts';
export type { Architecture } from './model/architecture.ts';
export type { Attribute } from './model/attributes.ts';
export type { Config, ConfigInput } from './model/config.ts';
export { type Model, readModel } from './model/weights.ts';
export { anchorTiles, sameTile, stripMaker, type TileRequest, tileAnchors } from './tile/tiles.ts';
