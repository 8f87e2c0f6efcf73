import { AlisError, requireInteger } from '../errors.ts';
import type { Model } from '../model/weights.ts';

/** w for all layers [w_dim], or one for every slot [slots, w_dim]. */
export type Code = Float32Array;

/** Leaky ReLU with slope 0.2 and gain sqrt(2) (spec 2 and 7.2). */
export function activate(value: number): number {
  return Math.SQRT2 * (value >= 0 ? value : 0.2 * value);
}

/**
 * The mapping network, z to w (spec 2).
 * @param z [z_dim]
 * @param mode of a generator with several
 */
export function mapLatent(model: Model, z: ArrayLike<number>, mode = 0): Code {
  const { z_dim, mapping } = model.architecture.config;
  if (z.length !== z_dim) {
    throw new AlisError('range', `z has ${z.length} values; this generator takes ${z_dim}`);
  }
  let x = normalise(mapping.num_modes > 1 ? withMode(model, z, mode) : Float64Array.from(z));
  for (let i = 0; i < mapping.num_layers; i++) {
    x = fullyConnected(
      x,
      model.tensor(`mapping.fc${i}.weight`),
      model.tensor(`mapping.fc${i}.bias`),
      mapping.lr_multiplier,
    ).map(activate);
  }
  return Float32Array.from(x);
}

/** w' = w_avg + psi (w - w_avg) (spec 2). psi = 1 changes nothing, psi = 0 is the mean landscape. */
export function truncate(model: Model, w: Code, psi: number): Code {
  if (psi === 1) return w;
  const average = model.tensor('mapping.w_avg');
  return w.map((value, i) => average[i]! + psi * (value - average[i]!));
}

/**
 * Truncates the slots below `cutoff` and leaves the finer ones as they are (spec 2).
 * @returns [slots, w_dim]
 */
export function truncateSlots(model: Model, w: Code, psi: number, cutoff: number): Code {
  const { slots, config } = model.architecture;
  requireInteger('the truncation cutoff', cutoff, 0, slots);
  const truncated = truncate(model, w, psi);
  const code = new Float32Array(slots * config.w_dim);
  for (let slot = 0; slot < slots; slot++) {
    code.set(slot < cutoff ? truncated : w, slot * config.w_dim);
  }
  return code;
}

/** y = x W^T gain / sqrt(inputs) + bias gain, W [outputs, inputs] (spec 2). */
export function fullyConnected(
  x: ArrayLike<number>,
  weight: Float32Array,
  bias: Float32Array,
  gain = 1,
): Float64Array {
  const inputs = x.length;
  const y = new Float64Array(bias.length);
  for (let o = 0; o < y.length; o++) {
    let sum = 0;
    for (let i = 0; i < inputs; i++) sum += weight[o * inputs + i]! * x[i]!;
    y[o] = (sum / Math.sqrt(inputs) + bias[o]!) * gain;
  }
  return y;
}

function normalise(z: Float64Array): Float64Array {
  let squares = 0;
  for (const value of z) squares += value * value;
  const scale = 1 / Math.sqrt(squares / z.length + 1e-8);
  return z.map((value) => value * scale);
}

function withMode(model: Model, z: ArrayLike<number>, mode: number): Float64Array {
  const { num_modes, mode_max_norm } = model.architecture.config.mapping;
  requireInteger('the mode', mode, 0, num_modes - 1);
  const offset = mode * z.length;
  const row = model.tensor('mapping.modes_embs.weight').subarray(offset, offset + z.length);
  const norm = Math.hypot(...row);
  const scale = norm > mode_max_norm ? mode_max_norm / norm : 1;
  return Float64Array.from(row, (value, i) => (z[i]! + value * scale) / Math.SQRT2);
}
