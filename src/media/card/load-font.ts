import { create, type Font } from 'fontkit';

/**
 * A font of one face, TrueType, OpenType, WOFF or WOFF2.
 * @throws {Error} when the bytes are none
 */
export function loadFont(bytes: Buffer): Font {
  const font = create(bytes);
  if (!('layout' in font)) throw new Error('a collection of fonts is not one font');
  return font;
}
