import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Card } from '../../media/card/draw-card.ts';
import { type CardFaces, cardSize } from '../../media/card/layout.ts';
import { loadFont } from '../../media/card/load-font.ts';
import { settable, type Typeface, typefaceOf } from '../../media/card/typeface.ts';
import type { CardRequest } from '../../render/head/social-card.ts';
import type { Cache } from '../cache.ts';
import type { ThemeFiles } from '../output/theme.ts';
import { mediaFolder, type SiteFile } from '../site-file.ts';

/** Makes the picture of a page for those who share its link; it is drawn when the site is written. */
export type SocialCards = (
  request: CardRequest,
  picture: SiteFile | undefined,
) => SiteFile | { lacks: readonly string[] };

/** A card that is drawn otherwise gets another number here: no older one is taken out of a cache. */
const version = 1;

const slices = ['', '-latin-ext', '-greek', '-cyrillic', '-vietnamese'];

export function socialCards(theme: Pick<ThemeFiles, 'pathsOf'>, cache: Cache): SocialCards {
  let faces: (CardFaces & { plain: Typeface }) | undefined;
  const face = (...names: string[]) =>
    typefaceOf(
      names.flatMap((name) => theme.pathsOf(name)).map((path) => loadFont(readFileSync(path))),
    );
  const facesOf = (name: string) => slices.map((slice) => `${name}${slice}`);
  const loaded = () => {
    faces ??= {
      title: face('source-serif-display'),
      plain: face(...facesOf('source-serif')),
      names: face(...facesOf('source-sans')),
      venue: face(...facesOf('source-sans-semibold')),
    };
    return faces;
  };

  return (request, picture) => {
    const title = settable(request.title);
    const venue = settable(request.venue);
    const authors = request.authors.map(settable);
    const { title: display, plain, ...others } = loaded();
    // The cut for large sizes has fewer letters; a title is set in one of the two.
    const used: CardFaces = {
      ...others,
      title: display.lacks(title).length === 0 ? display : plain,
    };
    const lacks = [
      ...used.title.lacks(title),
      ...used.venue.lacks(venue.toUpperCase()),
      ...used.names.lacks(authors.join()),
    ];
    if (lacks.length > 0) return { lacks: [...new Set(lacks)] };
    const card: Card = { title, venue, authors, accent: request.accent, picture: picture?.content };
    const recipe = JSON.stringify(['card', version, { ...card, picture: picture?.hash }]);
    const hash = createHash('sha256').update(recipe).digest('hex');
    return {
      kind: 'poster',
      content: new Uint8Array(),
      standIn: async () => {
        const kept = cache.read(recipe);
        if (kept) return kept;
        const { drawCard } = await import('../../media/card/draw-card.ts');
        const made = await drawCard(card, used);
        cache.keep(recipe, made);
        return made;
      },
      hash,
      output: `${mediaFolder}card.${hash.slice(0, 8)}.jpg`,
      bytes: 0,
      ...cardSize,
    };
  };
}
