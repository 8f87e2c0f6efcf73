/** @throws if there is none: the include's template is wrong */
export function find<Type extends Element>(
  root: Element,
  selector: string,
  type: new () => Type,
): Type {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`the demo's element lacks ${selector}`);
  return found;
}

/** @throws where a browser gives no more canvases */
export function contextOf(
  canvas: HTMLCanvasElement,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D;
export function contextOf(
  canvas: OffscreenCanvas,
  settings?: CanvasRenderingContext2DSettings,
): OffscreenCanvasRenderingContext2D;
export function contextOf(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D {
  const context =
    canvas instanceof OffscreenCanvas
      ? canvas.getContext('2d', settings)
      : canvas.getContext('2d', settings);
  if (!context) throw new Error('this browser gives no canvas');
  return context;
}

/** Leaves an attribute alone that is right: one that is written, even as it was, may be read out again. */
export function setAttribute(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Shows that a button does nothing now. One that were `disabled` would lose the focus. */
export function setAble(button: HTMLElement, able: boolean): void {
  setAttribute(button, 'aria-disabled', String(!able));
}
