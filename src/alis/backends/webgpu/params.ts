/**
 * What a dispatch is told, in the shader's order: 32 words, f32 where the name ends in F. Sizes of channels are in vectors of
 * 4; places in `weights` and `styles` too.
 */
export const paramNames = [
  'rows',
  'columns',
  'groups',
  'inputs',
  'sourceRows',
  'sourceColumns',
  'sourceLeft',
  'split',
  'weight',
  'bias',
  'rowFactors',
  'columnFactors',
  'style',
  'styleStep',
  'left',
  'interval',
  'period',
  'phase',
  'noiseMode',
  'noiseAt',
  'noiseLeft',
  'noisePeriod',
  'key0',
  'key1',
  'strengthF',
  'clampF',
  'entryStyle',
  'odd',
  'belowRows',
  'belowColumns',
  'belowLeft',
  'styled',
] as const;

export type Params = Partial<Record<(typeof paramNames)[number], number>>;

/** Slots of a uniform buffer must stand this far apart. */
export const slotBytes = 256;

export function writeParams(into: DataView, slot: number, params: Params): void {
  paramNames.forEach((name, i) => {
    const at = slot * slotBytes + i * 4;
    const value = params[name] ?? 0;
    if (name.endsWith('F')) into.setFloat32(at, value, true);
    else into.setInt32(at, value | 0, true);
  });
}

export const paramsStruct = `struct Params {
${paramNames.map((name) => `  ${name}: ${name.endsWith('F') ? 'f32' : 'i32'},`).join('\n')}
}`;
