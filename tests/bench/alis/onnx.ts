/** The few messages of ONNX's protobuf format that a generator's graph needs, written by hand. */

type Field = readonly [number, number | bigint | string | Uint8Array];

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface Initializer extends Value {
  readonly values: Float32Array;
}

export function onnxModel(
  nodes: readonly Node[],
  initializers: readonly Initializer[],
  inputs: readonly Value[],
  output: Value,
): Uint8Array {
  const graph = message([
    ...nodes.map((node, i): Field => [1, nodeMessage(node, `n${i}`)]),
    [2, 'generator'],
    ...initializers.map((each): Field => [5, tensorMessage(each)]),
    ...inputs.map((each): Field => [11, valueMessage(each)]),
    [12, valueMessage(output)],
  ]);
  const operators = message([
    [1, ''],
    [2, 17],
  ]);
  return message([
    [1, 8],
    [7, graph],
    [8, operators],
  ]);
}

function nodeMessage({ op, inputs, output, attributes = {} }: Node, name: string): Uint8Array {
  return message([
    ...inputs.map((input): Field => [1, input]),
    [2, output],
    [3, name],
    [4, op],
    ...Object.entries(attributes).map(([key, value]): Field => [5, attributeMessage(key, value)]),
  ]);
}

/** `alpha` and the like are floats, lists and whole numbers integers. */
function attributeMessage(name: string, value: number | readonly number[]): Uint8Array {
  if (typeof value !== 'number') {
    return message([[1, name], ...value.map((each): Field => [8, each]), [20, 7]]);
  }
  return Number.isInteger(value)
    ? message([
        [1, name],
        [3, value],
        [20, 2],
      ])
    : concatenate([message([[1, name]]), floatField(2, value), message([[20, 1]])]);
}

function tensorMessage({ name, shape, values }: Initializer): Uint8Array {
  return message([
    ...shape.map((length): Field => [1, length]),
    [2, 1],
    [8, name],
    [9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)],
  ]);
}

function valueMessage({ name, shape }: Value): Uint8Array {
  const dimensions = message(shape.map((length): Field => [1, message([[1, length]])]));
  const tensor = message([
    [1, 1],
    [2, dimensions],
  ]);
  return message([
    [1, name],
    [2, message([[1, tensor]])],
  ]);
}

function message(fields: readonly Field[]): Uint8Array {
  return concatenate(
    fields.map(([number, value]) => {
      if (typeof value === 'number' || typeof value === 'bigint') {
        return concatenate([varint(number << 3), varint(value)]);
      }
      const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
      return concatenate([varint((number << 3) | 2), varint(bytes.length), bytes]);
    }),
  );
}

function floatField(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(new Float32Array([value]).buffer);
  return concatenate([varint((number << 3) | 5), bytes]);
}

function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 128 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
