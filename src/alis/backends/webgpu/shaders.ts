import { paramsStruct } from './params.ts';

/**
 * The compute shaders, one entry point for each step. Pictures are [row, column, vector of 4 channels]; what lies beyond
 * one's borders is zero. Each invocation makes one vector of results, or a few beside each other.
 */
export const computeShader = `
${paramsStruct}
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read> weights: array<vec4f>;
@group(0) @binding(2) var<storage, read> styles: array<vec4f>;
@group(0) @binding(3) var<storage, read> source: array<vec4f>;
@group(0) @binding(4) var<storage, read> below: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> result: array<vec4f>;

fn indexOf(id: vec3u, groups: vec3u) -> i32 {
  return i32(id.x + id.y * groups.x * 64u);
}

// Style between the two anchors at pixel centres.
fn styleAt(offset: i32, column: i32) -> vec4f {
  let x = p.left + column;
  let anchor = x / p.interval;
  let t = (f32(x - anchor * p.interval) + 0.5) / f32(p.interval);
  let at = anchor * p.styleStep + offset;
  return (1.0 - t) * styles[at] + t * styles[at + p.styleStep];
}

fn mix32(word: u32) -> u32 {
  var x = word;
  x = (x ^ (x >> 16u)) * 0x7feb352du;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  return x ^ (x >> 16u);
}

fn normalInteger(row: i32, column: i32) -> i32 {
  let word = mix32((mix32(u32(column) + u32(p.key0)) ^ (u32(row) * 0x9e3779b9u)) + u32(p.key1));
  let second = mix32(word + 0x6a09e667u);
  let third = mix32(word ^ 0x3c6ef372u);
  let steps = i32(countOneBits(word) + countOneBits(second)) - 32;
  return steps * 65536 + i32(third >> 16u) + i32(third & 0xffffu) - 65535;
}

fn noiseAt(row: i32, column: i32) -> f32 {
  if (p.noiseMode == 0) { return 0.0; }
  if (p.noiseMode == 1) {
    let at = row * p.noisePeriod + (p.noiseLeft + column) % p.noisePeriod;
    return weights[p.noiseAt + at / 4][at % 4] * p.strengthF;
  }
  return f32(normalInteger(row, p.noiseLeft + column)) * p.strengthF;
}

fn activate(y: vec4f) -> vec4f {
  return clamp(max(y, 0.2 * y), vec4f(-p.clampF), vec4f(p.clampF));
}

// 4 inputs times their weights for 4 outputs.
fn times(x: vec4f, at: i32) -> vec4f {
  return x.x * weights[at] + x.y * weights[at + 1] + x.z * weights[at + 2] + x.w * weights[at + 3];
}

// Features and coordinates, times the style of the layer that reads them.
@compute @workgroup_size(64)
fn modulate(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) n: vec3u) {
  let index = indexOf(id, n);
  if (index >= p.rows * p.columns * p.groups) { return; }
  let group = index % p.groups;
  let column = (index / p.groups) % p.columns;
  let row = index / (p.groups * p.columns);
  var value: vec4f;
  if (group >= p.split) {
    let size = p.groups - p.split;
    let r = p.rowFactors + row * 2 * size + group - p.split;
    let c = p.columnFactors + ((p.phase + column) % p.period) * 2 * size + group - p.split;
    value = weights[r] * weights[c] + weights[r + size] * weights[c + size];
  } else if (p.entryStyle >= 0) {
    value = weights[p.weight + row * p.split + group] * styleAt(p.entryStyle + group, column);
  } else {
    value = source[(row * p.columns + column) * p.split + group];
  }
  if (p.styled == 1) { value *= styleAt(p.style + group, column); }
  result[index] = value;
}

fn sourceAt(row: i32, column: i32, group: i32) -> vec4f {
  if (row < 0 || row >= p.sourceRows || column < 0 || column >= p.sourceColumns) { return vec4f(); }
  return source[(row * p.sourceColumns + column) * p.inputs + group];
}

// Transposed convolution: the four results that row i and column j of the source are the lower right corner of.
@compute @workgroup_size(64)
fn transposedConvolve(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) n: vec3u) {
  let index = indexOf(id, n);
  let width = p.sourceColumns + 1;
  let height = p.sourceRows + 1;
  if (index >= width * height * p.groups) { return; }
  let j = index % width;
  let i = (index / width) % height;
  let group = index / (width * height);
  let inputs = p.inputs * 4;
  let w = p.weight + group * 9 * inputs;
  var ee = vec4f();
  var eo = vec4f();
  var oe = vec4f();
  var oo = vec4f();
  for (var c = 0; c < p.inputs; c++) {
    let at = w + c * 4;
    let here = sourceAt(i, j, c);
    let above = sourceAt(i - 1, j, c);
    let left = sourceAt(i, j - 1, c);
    ee += times(sourceAt(i - 1, j - 1, c), at) + times(above, at + inputs)
      + times(left, at + 2 * inputs) + times(here, at + 3 * inputs);
    eo += times(above, at + 4 * inputs) + times(here, at + 5 * inputs);
    oe += times(left, at + 6 * inputs) + times(here, at + 7 * inputs);
    oo += times(here, at + 8 * inputs);
  }
  let step = p.groups;
  let line = 2 * width * step;
  let to = 2 * i * line + 2 * j * step + group;
  result[to] = ee;
  result[to + step] = eo;
  result[to + line] = oe;
  result[to + line + step] = oo;
}

// [1,3,3,1] both ways, then noise, bias, activation, clamp, and the next layer's style.
@compute @workgroup_size(64)
fn fir(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) n: vec3u) {
  let index = indexOf(id, n);
  if (index >= p.rows * p.columns * p.groups) { return; }
  let group = index % p.groups;
  let column = (index / p.groups) % p.columns;
  let row = index / (p.groups * p.columns);
  const taps = array<f32, 4>(1.0, 3.0, 3.0, 1.0);
  var sum = vec4f();
  for (var a = 0; a < 4; a++) {
    var line = vec4f();
    for (var b = 0; b < 4; b++) {
      line += taps[b] * sourceAt(row + a - 1, column + b - 1 + p.sourceLeft, group);
    }
    sum += taps[a] * line;
  }
  var value = activate(sum + noiseAt(row, column) + weights[p.bias + group]);
  if (p.styled == 1) { value *= styleAt(p.style + group, column); }
  result[index] = value;
}

// 3x3 correlation, 4 pixels beside each other; then noise, bias, activation, clamp.
@compute @workgroup_size(64)
fn convolve(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) n: vec3u) {
  let index = indexOf(id, n);
  let blocks = (p.columns + 3) / 4;
  if (index >= p.rows * blocks * p.groups) { return; }
  let first = (index % blocks) * 4;
  let row = (index / blocks) % p.rows;
  let group = index / (blocks * p.rows);
  let inputs = p.inputs * 4;
  let w = p.weight + group * 9 * inputs;
  let left = first - 1 + p.sourceLeft;
  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var a = 0; a < 3; a++) {
    for (var c = 0; c < p.inputs; c++) {
      let r = row + a - 1;
      let x0 = sourceAt(r, left, c);
      let x1 = sourceAt(r, left + 1, c);
      let x2 = sourceAt(r, left + 2, c);
      let x3 = sourceAt(r, left + 3, c);
      let x4 = sourceAt(r, left + 4, c);
      let x5 = sourceAt(r, left + 5, c);
      let w0 = w + 3 * a * inputs + c * 4;
      let w1 = w0 + inputs;
      let w2 = w1 + inputs;
      sum0 += times(x0, w0) + times(x1, w1) + times(x2, w2);
      sum1 += times(x1, w0) + times(x2, w1) + times(x3, w2);
      sum2 += times(x2, w0) + times(x3, w1) + times(x4, w2);
      sum3 += times(x3, w0) + times(x4, w1) + times(x5, w2);
    }
  }
  var sums = array<vec4f, 4>(sum0, sum1, sum2, sum3);
  for (var k = 0; k < min(4, p.columns - first); k++) {
    let column = first + k;
    let value = activate(sums[k] + noiseAt(row, column) + weights[p.bias + group]);
    result[(row * p.columns + column) * p.groups + group] = value;
  }
}

fn belowAt(row: i32, column: i32) -> vec4f {
  if (row < 0 || row >= p.belowRows || column < 0 || column >= p.belowColumns) { return vec4f(); }
  return below[row * p.belowColumns + column];
}

// toRGB onto the doubled picture of the level below.
@compute @workgroup_size(64)
fn colour(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) n: vec3u) {
  let index = indexOf(id, n);
  if (index >= p.rows * p.columns) { return; }
  let column = index % p.columns;
  let row = index / p.columns;
  var value = weights[p.bias];
  for (var c = 0; c < p.inputs; c++) {
    value += times(sourceAt(row, column + p.sourceLeft, c) * styleAt(p.style + c, column), p.weight + c * 4);
  }
  value = clamp(value, vec4f(-p.clampF), vec4f(p.clampF));
  if (p.belowRows > 0) {
    let at = column + p.odd;
    let r = row / 2;
    let c = p.belowLeft + at / 2;
    let r2 = r + 2 * (row % 2) - 1;
    let c2 = c + 2 * (at % 2) - 1;
    value += 0.75 * (0.75 * belowAt(r, c) + 0.25 * belowAt(r, c2))
      + 0.25 * (0.75 * belowAt(r2, c) + 0.25 * belowAt(r2, c2));
  }
  result[index] = value;
}
`;

/** Shows a picture on a canvas of its size: 8 bits by the rule of spec 7.6. */
export const presentShader = `
@group(0) @binding(0) var<storage, read> picture: array<vec4f>;
@group(0) @binding(1) var<uniform> width: u32;

@vertex
fn corners(@builtin(vertex_index) i: u32) -> @builtin(position) vec4f {
  return vec4f(f32(i & 1u) * 4.0 - 1.0, f32(i >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

@fragment
fn present(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let value = picture[u32(at.y) * width + u32(at.x)].rgb;
  let levels = floor((clamp(value, vec3f(-1.0), vec3f(1.0)) * 0.5 + 0.5) * 255.0);
  return vec4f(levels / 255.0, 1.0);
}
`;
