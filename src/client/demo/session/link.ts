import { formatPanorama, type Panorama, parsePanorama } from '../../../alis/latent/panorama.ts';
import { createEmitter, type Subscribe } from './emitter.ts';
import type { PanoramaEditor } from './panorama-editor.ts';

/** What a link says of one panorama; nothing where it was mistyped. */
export interface Linked {
  readonly panorama: Panorama | undefined;
  /** In tiles from anchor 0 to the middle of what is seen. */
  readonly position: number | undefined;
}

/** A panorama's part in the page's address. */
export interface Link {
  position(): number | undefined;
  moveTo(position: number): void;
  /** Another place: a link was opened in this page, or some part has moved. */
  readonly onJump: Subscribe<number>;
  /** The page's address with this panorama, and with all others that the visitor has changed or moved. */
  address(): string;
}

/**
 * The page's panoramas and the places in them as its address has them: `#landscape=7@0.8~3.1&at=12.5`. That is the first panorama;
 * the second goes by `landscape-2` and `at-2`, and so on.
 */
export interface PageAddress {
  /** What the address says of panorama `number`, counted from 1. */
  read(number: number): Linked;
  /** Follows the address, and writes it once the visitor has changed something. The editor shows what `read` said. */
  link(number: number, editor: PanoramaEditor): Link;
}

/** Browsers refuse to have the address changed much more often (Safari: 100 times in 30 seconds). */
const writeEvery = 500;

interface Entry {
  /** Whether the visitor has changed the panorama or moved in it, or came by a link to it. */
  touched(): boolean;
  /** As the address has it; undefined with latent codes given by hand, which no link can carry. */
  text(): string | undefined;
  follow(): void;
}

export function createPageAddress(): PageAddress {
  const entries: Entry[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const addressWith = (asking?: Entry): string => {
    const url = new URL(location.href);
    const texts = entries.flatMap((entry) =>
      entry === asking || entry.touched() ? (entry.text() ?? []) : [],
    );
    if (texts.length > 0) url.hash = texts.join('&');
    return url.href;
  };
  const write = (): void => {
    timer = undefined;
    try {
      history.replaceState(history.state, '', addressWith());
    } catch {
      // Too often, or not allowed here: `address` still knows.
    }
  };
  const writeSoon = (): void => {
    timer ??= setTimeout(write, writeEvery);
  };
  addEventListener('hashchange', () => {
    clearTimeout(timer);
    timer = undefined;
    for (const entry of entries) entry.follow();
  });

  return {
    read: readLink,
    link: (number, editor) => {
      const jumps = createEmitter<number>();
      const linked = readLink(number);
      let { position } = linked;
      let touched = linked.panorama !== undefined || position !== undefined;
      const touch = (): void => {
        touched = true;
        writeSoon();
      };
      const entry: Entry = {
        touched: () => touched,
        text: () => {
          const { landscape, at } = namesOf(number);
          const name = shortName(editor.value());
          if (name === undefined) return undefined;
          const place = position === undefined ? '' : `&${at}=${Number(position.toFixed(3))}`;
          return `${landscape}=${name}${place}`;
        },
        follow: () => {
          const { panorama, position: jump } = readLink(number);
          if (panorama && shortName(panorama) !== shortName(editor.value())) editor.set(panorama);
          if (jump === undefined) return;
          touched = true;
          position = jump;
          jumps.emit(jump);
        },
      };
      entries.push(entry);
      editor.onChange(touch);
      return {
        position: () => position,
        moveTo: (to) => {
          if (to === position) return;
          position = to;
          touch();
          jumps.emit(to);
        },
        onJump: jumps.subscribe,
        address: () => addressWith(entry),
      };
    },
  };
}

function readLink(number: number): Linked {
  const found = new URLSearchParams(location.hash.slice(1));
  const { landscape, at } = namesOf(number);
  const text = found.get(landscape);
  const position = Number.parseFloat(found.get(at) ?? '');
  return {
    panorama: text === null ? undefined : parseOrNot(text),
    position: text !== null && Number.isFinite(position) ? position : undefined,
  };
}

function namesOf(number: number): { landscape: string; at: string } {
  const suffix = number === 1 ? '' : `-${number}`;
  return { landscape: `landscape${suffix}`, at: `at${suffix}` };
}

function parseOrNot(text: string): Panorama | undefined {
  try {
    return parsePanorama(text);
  } catch {
    return undefined;
  }
}

/** Undefined for a panorama with latent codes given by hand. */
export function shortName(panorama: Panorama): string | undefined {
  try {
    return formatPanorama(panorama);
  } catch {
    return undefined;
  }
}
