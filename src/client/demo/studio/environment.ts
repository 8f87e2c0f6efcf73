/** Whether things must not move by themselves: no panning, no cross-fade. Ask each time: it can change. */
export function reducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
