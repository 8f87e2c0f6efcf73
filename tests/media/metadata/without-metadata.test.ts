import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pdfWithoutMetadata, textsOfPdf } from '../../../src/media/metadata/pdf.ts';
import { withoutMetadata } from '../../../src/media/metadata/without-metadata.ts';

const has = (bytes: Uint8Array, word: string) => Buffer.from(bytes).includes(word);
const pixels = (bytes: Uint8Array) => sharp(bytes).rotate().raw().toBuffer();

/** Two colours side by side, so that a turn can be seen. */
const field = () =>
  sharp({ create: { width: 8, height: 4, channels: 3, background: '#204060' } }).composite([
    {
      input: { create: { width: 4, height: 4, channels: 3, background: '#f0a020' } },
      left: 0,
      top: 0,
    },
  ]);
const exif = { IFD0: { Artist: 'Ada Lovelace', Copyright: 'Ada' } };
const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>Ada Lovelace</a></x:xmpmeta>';

describe('a picture without metadata', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'keeps its pixels and how it is turned: %s',
    async (format) => {
      const made = field().withExif(exif).withXmp(xmp).withMetadata({ orientation: 6 });
      const lossless = { jpeg: {}, png: {}, webp: { lossless: true } }[format];
      const whole = await made
        .withExif({ IFD0: { ...exif.IFD0, Orientation: '6' } })
        [format](lossless)
        .toBuffer();
      expect(has(whole, 'Lovelace')).toBe(true);
      const stripped = withoutMetadata(whole);
      expect(has(stripped, 'Lovelace')).toBe(false);
      expect(has(stripped, 'xmpmeta')).toBe(false);
      expect((await sharp(stripped).metadata()).orientation).toBe(
        (await sharp(whole).metadata()).orientation,
      );
      expect(await pixels(stripped)).toEqual(await pixels(whole));
      expect(withoutMetadata(stripped)).toEqual(stripped);
    },
  );

  it('keeps a progressive JPEG, and loses what stands behind its end', async () => {
    const whole = await field().jpeg({ progressive: true }).toBuffer();
    expect(withoutMetadata(Buffer.concat([whole, Buffer.from('Ada')]))).toEqual(whole);
  });

  it('keeps a GIF that moves', async () => {
    const frames = Buffer.alloc(2 * 2 * 3 * 2, 7).fill(200, 12);
    const gif = await sharp(frames, { raw: { width: 2, height: 4, channels: 3, pageHeight: 2 } })
      .gif({ loop: 0, delay: [50, 50] })
      .toBuffer();
    const comment = Buffer.from('\x21\xfe\x03Ada\x00', 'latin1');
    const start = 13 + 3 * 2 ** (((gif[10] ?? 0) & 7) + 1);
    const whole = Buffer.concat([gif.subarray(0, start), comment, gif.subarray(start)]);
    expect(Buffer.from(withoutMetadata(whole))).toEqual(gif);
    expect((await sharp(withoutMetadata(whole), { animated: true }).metadata()).pages).toBe(2);
  });

  it('keeps what an SVG draws', () => {
    const svg = `<?xml version="1.0"?>
<!-- Ada --><svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="urn:i" xmlns:sodipodi="urn:s" sodipodi:docname="ada.svg" viewBox="0 0 1 1">
<sodipodi:namedview inkscape:path="/home/ada"><inkscape:grid/></sodipodi:namedview><metadata><a>Ada</a></metadata>
<g inkscape:label='ada' id="a"><path d="M0 0h1"/></g></svg>`;
    expect(Buffer.from(withoutMetadata(Buffer.from(svg))).toString()).toBe(`<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="urn:i" xmlns:sodipodi="urn:s" viewBox="0 0 1 1">

<g id="a"><path d="M0 0h1"/></g></svg>`);
  });

  it('stays as it is where it is cut short, or of another kind', async () => {
    const jpeg = (await field().withExif(exif).jpeg().toBuffer()).subarray(0, 40);
    expect(withoutMetadata(jpeg)).toBe(jpeg);
    const text = Buffer.from('plain');
    expect(withoutMetadata(text)).toBe(text);
  });
});

describe('a video without metadata', () => {
  const box = (name: string, ...content: Buffer[]) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
    head.write(name, 4, 'latin1');
    return Buffer.concat([head, ...content]);
  };

  it('keeps the places of its frames', () => {
    const type = box('ftyp', Buffer.from('isom\0\0\0\0'));
    const head = box('mvhd', Buffer.from('head'));
    const frames = box('mdat', Buffer.from('udta Ada'));
    const whole = Buffer.concat([type, box('moov', head, box('udta', Buffer.from('Ada'))), frames]);
    const stripped = Buffer.from(withoutMetadata(whole));
    expect(stripped).toEqual(
      Buffer.concat([type, box('moov', head, box('free', Buffer.alloc(3))), frames]),
    );
  });
});

describe('a PDF', () => {
  async function paper(): Promise<Uint8Array> {
    const document = await PDFDocument.create();
    document.addPage([100, 200]).drawText('Words');
    document.setAuthor('Ada Lovelacé');
    document.setProducer('Engine of Ada');
    return document.save();
  }

  it('says its metadata', async () => {
    expect(await textsOfPdf(await paper())).toEqual(
      expect.arrayContaining(['Ada Lovelacé', 'Engine of Ada']),
    );
  });

  it('keeps its pages without metadata', async () => {
    const stripped = await pdfWithoutMetadata(await paper());
    expect((await textsOfPdf(stripped)).filter((text) => /Ada|Engine/.test(text))).toEqual([]);
    const document = await PDFDocument.load(stripped, { updateMetadata: false });
    expect(document.getPages().map((page) => page.getSize())).toEqual([
      { width: 100, height: 200 },
    ]);
    expect(document.getProducer()).toBeUndefined();
  });

  it('stays as it is where nobody can read it', async () => {
    const bytes = Buffer.from('%PDF-1.4 and no more');
    expect(await pdfWithoutMetadata(bytes)).toBe(bytes);
  });
});
