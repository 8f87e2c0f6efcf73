/** Enlarges a part of a picture by Lanczos's filter on the GPU: browsers' own filters are softer, and differ. */
export interface Enlarger {
  /**
   * @param left where in `source` the part begins, in its pixels
   * @param width of `source` as far as it is in use
   * @param scale at least 1
   * @returns the part, as large as `size`; undefined once the GPU is lost
   */
  enlarge(
    source: HTMLCanvasElement,
    part: { readonly left: number; readonly width: number; readonly scale: number },
    size: { readonly width: number; readonly height: number },
  ): OffscreenCanvas | undefined;
}

const vertices = `#version 300 es
void main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0, 1); }`;

// texelFetch: a picture's pixels themselves, which no filter has touched.
const fragments = `#version 300 es
precision highp float;
uniform sampler2D source;
uniform vec4 part; // left, width, 1 / scale, height of what is drawn
out vec4 color;
float lanczos(float x) {
  if (abs(x) < 1e-4) return 1.0;
  if (abs(x) >= 3.0) return 0.0;
  float turn = 3.14159265 * x;
  return 3.0 * sin(turn) * sin(turn / 3.0) / (turn * turn);
}
void main() {
  vec2 at = vec2(part.x, 0) + vec2(gl_FragCoord.x, part.w - gl_FragCoord.y) * part.z - 0.5;
  ivec2 first = ivec2(floor(at)) - 2;
  ivec2 last = ivec2(int(part.y), textureSize(source, 0).y) - 1;
  float across[6];
  for (int i = 0; i < 6; i++) across[i] = lanczos(at.x - float(first.x + i));
  vec3 sum = vec3(0);
  float all = 0.0;
  for (int j = 0; j < 6; j++) {
    float down = lanczos(at.y - float(first.y + j));
    for (int i = 0; i < 6; i++) {
      float share = down * across[i];
      sum += share * texelFetch(source, clamp(first + ivec2(i, j), ivec2(0), last), 0).rgb;
      all += share;
    }
  }
  color = vec4(sum / all, 1);
}`;

/** @param software takes a GPU in software too, which is slow: for tests. @returns undefined where there is no GPU */
export function createEnlarger(software = false): Enlarger | undefined {
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    failIfMajorPerformanceCaveat: !software,
  });
  const program = gl && programOf(gl);
  if (!program) return undefined;
  gl.useProgram(program);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  // Without smaller copies a texture is whole only so.
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  const place = gl.getUniformLocation(program, 'part');

  return {
    enlarge: (source, { left, width, scale }, size) => {
      if (gl.isContextLost()) return undefined;
      if (canvas.width !== size.width) canvas.width = size.width;
      if (canvas.height !== size.height) canvas.height = size.height;
      gl.viewport(0, 0, size.width, size.height);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, source);
      gl.uniform4f(place, left, width, 1 / scale, size.height);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
      return canvas;
    },
  };
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram | undefined {
  const program = gl.createProgram();
  for (const [type, text] of [
    [gl.VERTEX_SHADER, vertices],
    [gl.FRAGMENT_SHADER, fragments],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) return undefined;
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : undefined;
}
