import type { VideoState } from '../../media/inspect-video.ts';
import { type FileFault, readHead } from './file-fault.ts';

const convert = 'convert it: ffmpeg -i FILE -pix_fmt yuv420p -movflags +faststart NEW.mp4';

const otherFormat = (name: string): FileFault => ({
  what: `is a video in the format ${name}, which most browsers do not play`,
  hint: convert,
});

const cut: FileFault = { what: 'ends too early', hint: 'put the file here again, whole' };

/** How MP4 names codings that most browsers do not play, and what people call them. */
const unplayed: Record<string, string> = {
  mp4v: 'MPEG-4 Part 2',
  apch: 'ProRes',
  apcn: 'ProRes',
  apcs: 'ProRes',
  apco: 'ProRes',
  ap4h: 'ProRes',
  jpeg: 'Motion JPEG',
  mjpa: 'Motion JPEG',
  'rle ': 'QuickTime Animation',
  'png ': 'QuickTime PNG',
  hvc1: 'HEVC',
  hev1: 'HEVC',
};

/** What files that cannot be measured as a video begin with. */
const beginnings: [RegExp, FileFault][] = [
  [/^....(?:ftyp|moov|mdat|free|skip|wide)|^␚Eß£/s, cut],
  [/^RIFF....AVI /s, otherFormat('AVI')],
  [/^FLV/, otherFormat('Flash')],
  [/^0&²u\u008efÏ/, otherFormat('Windows Media')],
  [/^␀␀␁[º³]|^G.{187}G/s, otherFormat('MPEG')],
  [
    /^GIF8|^\u0089PNG|^ÿØÿ|^RIFF....WEBP/s,
    { what: 'is a picture, not a video', hint: 'write it in a block of type: image' },
  ],
  [
    /^[\s␉␊␍]*<(?:!doctype html|html|head|body)\b/i,
    { what: 'is an HTML page, not a video', hint: 'download the video itself, and put it here' },
  ],
];

/** What is wrong with a video that can be measured. */
export function videoFault({ whole, codec }: VideoState): FileFault | undefined {
  if (!whole) return cut;
  const name = codec !== undefined && Object.hasOwn(unplayed, codec) ? unplayed[codec] : undefined;
  return name === undefined ? undefined : otherFormat(name);
}

/** What is wrong with a file that cannot be measured as a video; Ogg may be one, and says no size. */
export function unknownVideoFault(path: string): FileFault | undefined {
  const head = readHead(path, 512);
  if (head.startsWith('OggS')) return undefined;
  const known = beginnings.find(([beginning]) => beginning.test(head));
  if (known) return known[1];
  return {
    what: 'is not a video that can be read',
    hint: 'put the file here again, or convert it to MP4 or WebM',
  };
}
