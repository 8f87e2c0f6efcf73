import { formatPanorama, type Panorama, parsePanorama } from '../../../alis/latent/panorama.ts';
import { createEmitter, type Subscribe } from './emitter.ts';
import type { Landscape } from './landscape.ts';

/** The landscape and the place in it as they stand in the page's address: `#landscape=7@0.8~3.1&at=12.5`. */
export interface Link {
  position(): number | undefined;
  moveTo(position: number): void;
  readonly onJump: Subscribe<number>;
  address(): string;
}

/** Browsers refuse to have the address changed much more often (Safari: 100 times in 30 seconds). */
const writeEvery = 500;

/** Follows the address, and writes it once the visitor has changed something. The landscape is what `readLink` said. */
export function createLink(landscape: Landscape): Link {
  const jumps = createEmitter<number>();
  let position = readLink().position;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const address = (): string => {
    const url = new URL(location.href);
    url.hash = formatHash(landscape, position) ?? url.hash;
    return url.href;
  };
  const write = (): void => {
    timer = undefined;
    try {
      history.replaceState(history.state, '', address());
    } catch {
      // Too often, or not allowed here: `address` still knows.
    }
  };
  const writeSoon = (): void => {
    timer ??= setTimeout(write, writeEvery);
  };
  const follow = (): void => {
    const linked = readLink();
    clearTimeout(timer);
    timer = undefined;
    if (linked.panorama && !isShown(landscape, linked.panorama)) landscape.set(linked.panorama);
    if (linked.position === undefined) return;
    position = linked.position;
    jumps.emit(position);
  };

  landscape.onChange(writeSoon);
  addEventListener('hashchange', follow);
  return {
    position: () => position,
    moveTo: (to) => {
      if (to === position) return;
      position = to;
      writeSoon();
    },
    onJump: jumps.subscribe,
    address,
  };
}

/** What the page's address says; a landscape that was mistyped is none. */
export function readLink(): { panorama: Panorama | undefined; position: number | undefined } {
  const found = new URLSearchParams(location.hash.slice(1));
  const text = found.get('landscape');
  const position = Number.parseFloat(found.get('at') ?? '');
  return {
    panorama: text === null ? undefined : parseOrNot(text),
    position: text !== null && Number.isFinite(position) ? position : undefined,
  };
}

function parseOrNot(text: string): Panorama | undefined {
  try {
    return parsePanorama(text);
  } catch {
    return undefined;
  }
}

function isShown(landscape: Landscape, panorama: Panorama): boolean {
  return formatHash(landscape, undefined) === `landscape=${formatPanorama(panorama)}`;
}

/** Undefined for a landscape with latent codes given by hand, which no link can carry. */
function formatHash(landscape: Landscape, position: number | undefined): string | undefined {
  try {
    const name = `landscape=${formatPanorama(landscape.value())}`;
    return position === undefined ? name : `${name}&at=${Number(position.toFixed(3))}`;
  } catch {
    return undefined;
  }
}
