import { AlisError } from '../errors.ts';
import type { Layer } from '../model/architecture.ts';
import type { Model } from '../model/weights.ts';
import { type Code, fullyConnected } from './mapping.ts';

/** An anchor's style vectors, by layer name: one value for every input channel of the layer. */
export type AnchorStyles = ReadonlyMap<string, Float32Array>;

/** Styles of codes: computed once for each code, kept as long as the code itself is. */
export function styleCache(model: Model): (code: Code) => AnchorStyles {
  const known = new WeakMap<Code, AnchorStyles>();
  return (code) => {
    let styles = known.get(code);
    if (!styles) {
      styles = anchorStyles(model, code);
      known.set(code, styles);
    }
    return styles;
  };
}

/**
 * All affine layers for one anchor (spec 4). What every column's style is multiplied by is in them already:
 * w_lerp_multiplier, toRGB's 1/sqrt(inputs) (spec 7.5), and half precision's normalisation (spec 8).
 */
export function anchorStyles(model: Model, code: Code): AnchorStyles {
  const { levels, input, slots, config } = model.architecture;
  if (code.length !== config.w_dim && code.length !== slots * config.w_dim) {
    throw new AlisError(
      'range',
      `a code of ${code.length} values is neither one w of ${config.w_dim} nor one for each of ${slots} slots`,
    );
  }
  const styles = new Map<string, Float32Array>();
  const add = (layer: Layer, gain = 1): void => {
    const offset = code.length === config.w_dim ? 0 : layer.slot * config.w_dim;
    const affine = fullyConnected(
      code.subarray(offset, offset + config.w_dim),
      model.tensor(`synthesis.${layer.name}.affine.weight`),
      model.tensor(`synthesis.${layer.name}.affine.bias`),
    );
    const largest = layer.normalised ? affine.reduce((max, s) => Math.max(max, Math.abs(s)), 0) : 1;
    const scale = (gain * config.synthesis.w_lerp_multiplier) / largest;
    styles.set(
      layer.name,
      Float32Array.from(affine, (value) => value * scale),
    );
  };
  add(input);
  for (const { conv0, conv1, torgb } of levels) {
    if (conv0) add(conv0);
    add(conv1);
    add(torgb, 1 / Math.sqrt(torgb.inputs));
  }
  return styles;
}
