import { anchorStyles } from '../../../src/alis/latent/styles.ts';
import type { Layer } from '../../../src/alis/model/architecture.ts';
import type { Model } from '../../../src/alis/model/weights.ts';
import { coordinateFactors, modulo } from '../../../src/alis/tile/coordinates.ts';
import { columnPosition, type Strip } from '../../../src/alis/tile/strip.ts';
import { type Initializer, type Node, onnxModel, type Value } from './onnx.ts';

/** How the filter behind the transposed convolution is written down: the quickest counts. */
export type FilterForm = 'square' | 'separable';

/**
 * The synthesis of one tile (zero padding, no noise) as an ONNX graph, with everything in it folded that can be: demodulation and
 * sqrt(2) into weights, biases into convolutions. Coordinates are constants, and styles per column come as inputs, so that the
 * engine that runs it computes neither.
 */
export function generatorGraph(
  model: Model,
  strip: Strip,
  form: FilterForm,
): { bytes: Uint8Array; inputs: Initializer[]; output: Value } {
  const { architecture } = model;
  const { grid_size } = architecture.config.synthesis;
  const nodes: Node[] = [];
  const constants: Initializer[] = [];
  const inputs: Initializer[] = [];
  let count = 0;
  const add = (op: string, from: string[], attributes: Node['attributes'] = {}): string => {
    const output = `x${count++}`;
    nodes.push({ op, inputs: from, output, attributes });
    return output;
  };
  const constant = (shape: number[], values: Float32Array): string => {
    const name = `c${count++}`;
    constants.push({ name, shape, values });
    return name;
  };
  const styled = (x: string, layer: Layer, resolution: number): string => {
    const width = resolution / grid_size;
    const name = `style.${layer.name}`;
    const values = columnStyles(model, strip, layer, resolution);
    inputs.push({ name, shape: [1, layer.inputs, 1, width], values });
    return add('Mul', [x, name]);
  };
  const { clamp } = architecture;
  const limits = [constant([], Float32Array.of(-clamp)), constant([], Float32Array.of(clamp))];
  const clipped = (x: string): string => (Number.isFinite(clamp) ? add('Clip', [x, ...limits]) : x);
  const activated = (x: string): string => clipped(add('LeakyRelu', [x], { alpha: 0.2 }));
  const bias = (layer: Layer, gain: number): string => {
    const values = model.tensor(`synthesis.${layer.name}.bias`);
    return constant(
      [layer.outputs],
      values.map((value) => value * gain),
    );
  };
  const filter = (t: string, layer: Layer): string => {
    const channels = layer.outputs;
    const taps = [0.25, 0.75, 0.75, 0.25];
    const repeated = (values: number[]): Float32Array =>
      Float32Array.from({ length: channels * values.length }, (_, i) => values[i % values.length]!);
    const b = bias(layer, Math.SQRT2);
    if (form === 'square') {
      const kernel = repeated(taps.flatMap((a) => taps.map((c) => a * c)));
      const w = constant([channels, 1, 4, 4], kernel);
      return add('Conv', [t, w, b], { group: channels, pads: [1, 1, 1, 1] });
    }
    const down = constant([channels, 1, 4, 1], repeated(taps));
    const across = constant([channels, 1, 1, 4], repeated(taps));
    const half = add('Conv', [t, down], { group: channels, pads: [1, 0, 1, 0] });
    return add('Conv', [half, across, b], { group: channels, pads: [0, 1, 0, 1] });
  };

  let features = '';
  let picture = '';
  for (const { resolution, channels, conv0, conv1, torgb, coordinates } of architecture.levels) {
    const size = resolution === 4 ? 4 : resolution / 2;
    const left = (strip.columns.left * size) / architecture.resolution;
    const width = size / grid_size;
    const code = constant(
      [1, 2 * coordinates.rows.length, size, width],
      coordinateCode(model, resolution, left, width),
    );
    let x: string;
    if (conv0) {
      x = styled(add('Concat', [features, code], { axis: 1 }), conv0, size);
      const w = constant([conv0.inputs, channels, 3, 3], transposed(model, conv0));
      x = activated(filter(add('ConvTranspose', [x, w], { strides: [2, 2] }), conv0));
    } else {
      const { input } = architecture;
      const column = model.tensor(`synthesis.${input.name}.input_column`);
      const latent = Float32Array.from(
        { length: input.outputs * 4 * width },
        (_, i) => column[Math.floor(i / width)]!,
      );
      const start = styled(constant([1, input.outputs, 4, width], latent), input, 4);
      x = add('Concat', [start, code], { axis: 1 });
    }
    x = styled(x, conv1, resolution);
    const w = constant([channels, conv1.inputs, 3, 3], demodulated(model, conv1));
    features = activated(add('Conv', [x, w, bias(conv1, Math.SQRT2)], { pads: [1, 1, 1, 1] }));

    const rgb = constant([3, channels, 1, 1], model.tensor(`synthesis.${torgb.name}.weight`));
    const colour = clipped(add('Conv', [styled(features, torgb, resolution), rgb, bias(torgb, 1)]));
    if (!picture) {
      picture = colour;
      continue;
    }
    const taps = [0.25, 0.75, 0.75, 0.25];
    const kernel = [0, 1, 2].flatMap(() => taps.flatMap((a) => taps.map((b) => a * b)));
    const skip = add(
      'ConvTranspose',
      [picture, constant([3, 1, 4, 4], Float32Array.from(kernel))],
      { group: 3, strides: [2, 2], pads: [1, 1, 1, 1] },
    );
    picture = add('Add', [skip, colour]);
  }
  const output = {
    name: picture,
    shape: [1, 3, architecture.resolution, architecture.tileWidth],
  };
  return { bytes: onnxModel(nodes, constants, inputs, output), inputs, output };
}

/** [inputs, columns]. */
function columnStyles(model: Model, strip: Strip, layer: Layer, resolution: number): Float32Array {
  const { architecture } = model;
  const left = (strip.columns.left * resolution) / architecture.resolution;
  const width = (strip.columns.width * resolution) / architecture.resolution;
  const styles = strip.codes.map((code) => anchorStyles(model, code).get(layer.name)!);
  return Float32Array.from({ length: layer.inputs * width }, (_, i) => {
    const { anchor, t } = columnPosition(architecture, resolution, left + (i % width));
    const c = Math.floor(i / width);
    const [a, b] = [styles[anchor - strip.firstAnchor]!, styles[anchor + 1 - strip.firstAnchor]!];
    return (1 - t) * a[c]! + t * b[c]!;
  });
}

/** [channels, rows, columns]. */
function coordinateCode(
  model: Model,
  resolution: number,
  left: number,
  width: number,
): Float32Array {
  const level = model.architecture.levels.find((each) => each.resolution === resolution)!;
  const { rows, columns, channels, ofRows, ofColumns } = coordinateFactors(
    model.architecture,
    level,
  );
  return Float32Array.from({ length: channels * rows * width }, (_, index) => {
    const c = Math.floor(index / (rows * width));
    const i = Math.floor(index / width) % rows;
    const j = modulo(left + (index % width), columns);
    const [r, k] = [2 * i * channels + c, 2 * j * channels + c];
    return ofRows[r]! * ofColumns[k]! + ofRows[r + channels]! * ofColumns[k + channels]!;
  });
}

/** Weights [outputs, inputs, 3, 3] with demodulation and the activation's sqrt(2). */
function demodulated(model: Model, layer: Layer): Float32Array {
  const weight = model.tensor(`synthesis.${layer.name}.weight`);
  const size = layer.inputs * 9;
  const scales = Array.from({ length: layer.outputs }, (_, o) => {
    const squares = weight.subarray(o * size, (o + 1) * size).reduce((sum, w) => sum + w * w, 0);
    return Math.SQRT2 / Math.sqrt(squares + 1e-8);
  });
  return weight.map((w, i) => w * scales[Math.floor(i / size)]!);
}

/** [inputs, outputs, 3, 3], as a transposed convolution has them. */
function transposed(model: Model, layer: Layer): Float32Array {
  const from = demodulated(model, layer);
  const to = new Float32Array(from.length);
  for (let o = 0; o < layer.outputs; o++) {
    for (let c = 0; c < layer.inputs; c++) {
      const at = (o * layer.inputs + c) * 9;
      to.set(from.subarray(at, at + 9), (c * layer.outputs + o) * 9);
    }
  }
  return to;
}
