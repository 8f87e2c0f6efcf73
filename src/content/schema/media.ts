import { z } from 'zod';
import {
  flag,
  imageUrl,
  inlineProse,
  linkUrl,
  needsOneOf,
  pixels,
  plain,
  plate,
  posterUrl,
  valued,
  videoUrl,
} from './values.ts';

/** What every figure may have. */
export const figure = {
  caption: inlineProse.optional().describe('Shown under the figure; may hold math and links.'),
  max_width: pixels.optional().describe('Widest the figure gets, in CSS pixels.'),
};

const picture = z.union([
  imageUrl.transform((url) => ({ url })),
  z.strictObject({
    url: imageUrl,
    alt: plain.optional(),
    caption: inlineProse.optional(),
    plate: plate.optional(),
    link: linkUrl.optional(),
  }),
]);

const video = {
  host: plain.optional().describe('Put before every url: where the videos are stored.'),
  poster: posterUrl.optional().describe('Picture shown before the video plays.'),
  autoplay_attr: flag.optional().describe('Plays by itself, muted, unless motion is unwelcome.'),
  autoplay: flag.optional().describe('The same as autoplay_attr.'),
  loop: flag.optional(),
  no_controls: flag.optional(),
  ignore_border: flag.optional().describe('Without a hairline around the video.'),
  additional_classes: plain.optional(),
};

const comparedPicture = z.union([
  imageUrl.transform((url) => ({ url })),
  z.strictObject({
    url: imageUrl,
    alt: plain.optional(),
    label: inlineProse.optional(),
    plate: plate.optional(),
  }),
]);

/** Blocks of pictures and videos. */
export const media = [
  z
    .strictObject({
      type: z.literal('image'),
      url: imageUrl,
      alt: plain.optional().describe('What the picture shows, for those who cannot see it.'),
      host: plain.optional().describe('Accepted from older pages and ignored.'),
      justify_text: flag.optional().describe('Accepted from older pages and ignored.'),
      inline: flag
        .optional()
        .describe("Puts a local SVG into the page, so that it takes the page's colours."),
      plate: plate.optional(),
      link: linkUrl.optional().describe('Where a click leads, in the place of enlarging it.'),
      ...figure,
    })
    .describe('One picture.'),

  z
    .strictObject({
      type: z.literal('images'),
      urls: z.array(picture).min(1),
      alt: plain.optional().describe('What the pictures show, when they have no alt of their own.'),
      inline: flag.optional(),
      plate: plate.optional(),
      ...figure,
      max_width: pixels.optional().describe('Widest each picture gets, in CSS pixels.'),
    })
    .describe('Pictures side by side.'),

  z
    .strictObject({
      type: z.literal('video'),
      url: videoUrl,
      width: pixels.optional(),
      video_width: pixels.optional().describe('The same as width.'),
      label: plain.optional().describe('What the video shows, for those who cannot see it.'),
      ...video,
      ...figure,
    })
    .describe('One video.'),

  z
    .strictObject({
      type: z.literal('videos'),
      videos: z
        .array(
          z.union([
            videoUrl.transform((url) => ({ url })),
            z.strictObject({
              url: videoUrl,
              poster: posterUrl.optional(),
              label: plain.optional(),
              caption: inlineProse.optional(),
            }),
          ]),
        )
        .min(1),
      video_width: pixels.optional(),
      width: pixels.optional().describe('The same as video_width.'),
      ...video,
      ...figure,
    })
    .describe('Videos side by side.'),

  z
    .strictObject({
      type: z.literal('comparison'),
      before: comparedPicture,
      after: comparedPicture,
      start: valued(z.number().min(0).max(100))
        .optional()
        .describe('Where the handle stands, in percent.'),
      plate: plate.optional(),
      ...figure,
    })
    .describe('Two pictures of one size under a sliding handle.'),

  needsOneOf(
    z.strictObject({
      type: z.literal('youtube'),
      id: plain.optional().describe('Of the video: the 11 characters after v= in its address.'),
      url: plain.optional().describe('Or the address itself.'),
      title: plain.optional(),
      poster: imageUrl.optional().describe('Picture of your own, shown until a click.'),
      ...figure,
    }),
    'id',
    'url',
  ).describe('A YouTube video; nothing is asked of YouTube before a click.'),
] as const;
