import { deflateRawSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { textsOf } from '../../../src/media/metadata/texts.ts';

const read = (bytes: Uint8Array) => textsOf(bytes, async () => ['pages']);
const wordsOf = async (bytes: Uint8Array) => (await read(bytes)).map(({ text }) => text).join('\n');

/** An archive of one file; its sums, which nobody reads here, are zero. */
function zip(name: string, content: Buffer): Buffer {
  const data = deflateRawSync(content);
  const local = Buffer.alloc(30 + name.length);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const entry = Buffer.alloc(46 + name.length);
  entry.write('PK\x01\x02', 'latin1');
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt32LE(content.length, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.write(name, 46);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  return Buffer.concat([local, data, entry, end]);
}

const picture = () => sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } });

it('reads text in UTF-8 and UTF-16', async () => {
  expect(await wordsOf(Buffer.from('Zoë'))).toBe('Zoë');
  expect(await wordsOf(Buffer.from('\ufeffZoë', 'utf16le'))).toContain('Zoë');
});

it('reads EXIF and XMP', async () => {
  const jpeg = await picture()
    .withExif({ IFD0: { Artist: 'Ada Lovelace' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>Zoë Lovelace</a></x:xmpmeta>')
    .jpeg()
    .toBuffer();
  expect(await wordsOf(jpeg)).toMatch(/Ada Lovelace(?:.|\n)*Zoë Lovelace/);
});

it('reads letters of two bytes, as EXIF of some programs has them', async () => {
  const jpeg = Buffer.concat([
    await picture().jpeg().toBuffer(),
    Buffer.from('Lovelace', 'utf16le'),
  ]);
  expect(await wordsOf(jpeg)).toContain('Lovelace');
});

it('reads archives, and archives in them', async () => {
  const inner = zip('notes/ada.txt', Buffer.from('by Lovelace'));
  const whole = gzipSync(zip('inner.zip', inner));
  const texts = await read(whole);
  expect(texts).toContainEqual({ text: 'by Lovelace', where: 'the archive' });
  expect(texts.map(({ text }) => text)).toContain('notes/ada.txt');
});

it('reads files that stand in a text', async () => {
  const png = await picture()
    .withExif({ IFD0: { Artist: 'Lovelace' } })
    .png()
    .toBuffer();
  const svg = `<svg><image href="data:image/png;base64,${png.toString('base64')}"/></svg>`;
  expect(await wordsOf(Buffer.from(svg))).toMatch(/\nLovelace/);
});

it('reads the pages of a PDF', async () => {
  expect(await read(Buffer.from('%PDF-1.4 and no more'))).toContainEqual({
    text: 'pages',
    where: 'its text',
  });
});
