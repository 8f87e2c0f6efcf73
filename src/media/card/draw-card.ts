import sharp from 'sharp';
import { type CardFaces, type CardLayout, type CardText, cardSize, layoutOf } from './layout.ts';

export interface Card extends CardText {
  /** A colour as CSS writes it. */
  readonly accent: string;
  /** A picture's file or its bytes. */
  readonly picture?: string | Uint8Array | undefined;
}

/** Paper and inks of the light scheme. */
const colours = { paper: '#fdfcf9', ink: '#1b1c1e', soft: '#5b5a56' };

/** The card as a JPEG. A picture that cannot be read is left out; its page tells of it. */
export async function drawCard(card: Card, faces: CardFaces): Promise<Buffer> {
  const picture = await readPicture(card.picture);
  const layout = layoutOf(card, faces, picture);
  const words = Buffer.from(drawingOf(layout, card.accent));
  const shown = picture && layout.picture ? [await placed(picture.bytes, layout.picture)] : [];
  return sharp({ create: { ...cardSize, channels: 3, background: colours.paper } })
    .composite([...shown, { input: words, left: 0, top: 0 }])
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4', mozjpeg: true })
    .toBuffer();
}

async function readPicture(picture: Card['picture']) {
  if (picture === undefined) return undefined;
  try {
    const { data, info } = await sharp(picture)
      .autoOrient()
      .resize({ width: 2400, height: 2400, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .png({ compressionLevel: 1 })
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    return { bytes: data, width, height, alpha: !(await sharp(data).stats()).isOpaque };
  } catch {
    return undefined;
  }
}

async function placed(bytes: Buffer, { box, fit }: NonNullable<CardLayout['picture']>) {
  const { left, top, width, height } = roundedBox(box);
  return { input: await sharp(bytes).resize({ width, height, fit }).toBuffer(), left, top };
}

const roundedBox = ({ left, top, width, height }: NonNullable<CardLayout['picture']>['box']) => {
  const [x, y] = [Math.round(left), Math.round(top)];
  return {
    left: x,
    top: y,
    width: Math.min(Math.round(width), cardSize.width - x),
    height: Math.min(Math.round(height), cardSize.height - y),
  };
};

/** Outlines alone: no text, no fonts. */
function drawingOf({ ink, soft, accent }: CardLayout, accentColour: string): string {
  const paths = [
    [ink, colours.ink],
    [soft, colours.soft],
    [accent, accentColour],
  ] as const;
  const drawn = paths.flatMap(([outlines, fill]) =>
    outlines.map((outline) => `<path fill="${fill}" d="${outline}"/>`),
  );
  const { width, height } = cardSize;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn.join('')}</svg>`;
}
