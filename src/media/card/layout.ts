import { balancedLines, cutLines, linesOf, nameLines } from './lines.ts';
import type { Typeface } from './typeface.ts';

/** What networks show of a shared link, in pixels. */
export const cardSize = { width: 1200, height: 630 };

/** What a card says. All texts are settable. */
export interface CardText {
  readonly title: string;
  readonly venue: string;
  readonly authors: readonly string[];
}

export interface CardFaces {
  readonly title: Typeface;
  readonly names: Typeface;
  readonly venue: Typeface;
}

/** The shape of a picture, and whether the card shows through it. */
export interface CardPicture {
  readonly width: number;
  readonly height: number;
  readonly alpha: boolean;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface CardLayout {
  /** Data of paths. */
  readonly ink: readonly string[];
  readonly soft: readonly string[];
  readonly accent: readonly string[];
  /** Where the picture stands, and whether its edges may be cut off to fill that. */
  readonly picture?: { readonly box: Box; readonly fit: 'cover' | 'fill' };
}

const margin = 72;
const inner = { width: cardSize.width - 2 * margin, height: cardSize.height - 2 * margin };
const beside = { text: 520, gap: 40 };
const venueSize = 25;
const venueLine = 1.3;
/** Between the venue and the title, and between the title and the names. */
const gap = 26;
const nameSize = 30;
const titleLine = 1.12;
const nameLine = 1.35;
/** Sizes of the title, and in how many lines at most. */
const titleSizes = [
  [92, 2],
  [76, 3],
  [68, 3],
  [60, 3],
  [54, 4],
  [48, 4],
  [43, 4],
] as const;

interface TextBlock {
  readonly venue: readonly string[];
  readonly title: readonly string[];
  readonly size: number;
  readonly names: readonly string[];
  readonly height: number;
}

/** Sets the words of a card, and places the picture where it is larger: below them or beside them. */
export function layoutOf(text: CardText, faces: CardFaces, picture?: CardPicture): CardLayout {
  if (!picture) {
    const { accent, ...words } = place(
      blockOf(text, faces, inner.width, inner.height),
      faces,
      'foot',
    );
    return { ...words, accent: [...accent, edge] };
  }
  const narrow = blockOf(text, faces, beside.text, inner.height);
  const wide = blockOf(text, faces, inner.width, 300);
  const top = margin + wide.height + 36;
  const right = fitted(picture, {
    room: {
      left: margin + beside.text + beside.gap,
      top: margin,
      width: inner.width - beside.text - beside.gap,
      height: inner.height,
    },
    bleed: {
      left: margin + beside.text + beside.gap,
      top: 0,
      width: cardSize.width - margin - beside.text - beside.gap,
      height: cardSize.height,
    },
  });
  const below = fitted(picture, {
    room: { left: margin, top, width: inner.width, height: cardSize.height - 44 - top },
    bleed: { left: 0, top, width: cardSize.width, height: cardSize.height - top },
  });
  return areaOf(below.box) > areaOf(right.box)
    ? { ...place(wide, faces, 'title'), picture: below }
    : { ...place(narrow, faces, 'foot'), picture: right };
}

/** In the place of a picture: a band of the accent along the edge. */
const edge = `M0 0H14V${cardSize.height}H0Z`;

const areaOf = ({ width, height }: Box) => width * height;

/** A picture that has almost the shape of its place fills it up to the edges of the card; others are shown whole. */
function fitted(
  { width, height, alpha }: CardPicture,
  { room, bleed }: { room: Box; bleed: Box },
): NonNullable<CardLayout['picture']> {
  const shape = width / height / (bleed.width / bleed.height);
  if (!alpha && Math.min(shape, 1 / shape) > 0.75) return { box: bleed, fit: 'cover' };
  const scale = Math.min(room.width / width, room.height / height);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const [left, top] = [
    room.left === margin ? margin : room.left + (room.width - size.width) / 2,
    room.top + (room.height - size.height) / 2,
  ].map(Math.round);
  return { box: { left: left ?? 0, top: top ?? 0, ...size }, fit: 'fill' };
}

function blockOf(
  { title, venue, authors }: CardText,
  faces: CardFaces,
  width: number,
  most: number,
): TextBlock {
  const names = nameLines(authors, width, (text) => faces.names.widthOf(text, nameSize));
  const measure = (text: string) => faces.venue.widthOf(text, venueSize, venueTracking);
  const venueLines = cutLines(linesOf(venue.toUpperCase(), width, measure), 2, width, measure);
  const around =
    (venueLines.length === 0 ? 0 : venueLines.length * venueSize * venueLine + gap) +
    (names.length === 0 ? 0 : gap + names.length * nameSize * nameLine);
  const heightOf = (lines: number, size: number) => around + lines * size * titleLine;
  for (const [size, mostLines] of titleSizes) {
    const lines = balancedLines(title, width, (text) => faces.title.widthOf(text, size));
    const isBroken = lines.join(' ') !== title;
    const height = heightOf(lines.length, size);
    if (!isBroken && lines.length <= mostLines && height <= most)
      return { venue: venueLines, title: lines, size, names, height };
  }
  const [size, mostLines] = titleSizes.at(-1) ?? titleSizes[0];
  const widthOf = (text: string) => faces.title.widthOf(text, size);
  const lines = cutLines(linesOf(title, width, widthOf), mostLines, width, widthOf);
  return { venue: venueLines, title: lines, size, names, height: heightOf(lines.length, size) };
}

const venueTracking = 0.09;

/** @param at where the names stand: below the title, or at the foot of the card */
function place(
  { venue, title, size, names }: TextBlock,
  faces: CardFaces,
  at: 'title' | 'foot',
): CardLayout {
  // Letters stand with their capitals at the top of the block.
  const accent = venue.map((line, index) => {
    const base = margin + (0.75 + index * venueLine) * venueSize;
    return faces.venue.outline(line, margin, base, venueSize, venueTracking);
  });
  const above = venue.length === 0 ? 0 : venue.length * venueSize * venueLine + gap;
  const first = margin + above + 0.68 * size;
  const ink = title.map((line, index) =>
    faces.title.outline(line, margin, first + index * size * titleLine, size),
  );
  const foot =
    at === 'foot'
      ? cardSize.height - margin - (names.length - 1) * nameSize * nameLine - 0.05 * nameSize
      : first + (title.length - 1) * size * titleLine + 0.36 * size + gap + 0.72 * nameSize;
  const soft = names.map((line, index) =>
    faces.names.outline(line, margin, foot + index * nameSize * nameLine, nameSize),
  );
  return { ink, soft, accent };
}
