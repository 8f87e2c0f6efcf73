import { boxesOf, elementsOf, type Pieces, webm } from './measure-video.ts';

/** What can be said of a video besides its size. */
export interface VideoState {
  /** Whether the file ends where its parts say. */
  whole: boolean;
  /** How an MP4 names the coding of its pictures, such as `avc1`. */
  codec?: string;
}

/** Looks whether a video that could be measured is all there, and how it is coded. */
export function inspectVideo(file: Pieces): VideoState {
  const [first] = file.read(0, 1);
  return first === 0x1a ? stateOfWebm(file) : stateOfMp4(file);
}

const ofMp4 = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'moof', 'sidx', 'mfra']);

function stateOfMp4(file: Pieces): VideoState {
  const boxes = [...boxesOf(file, 0, file.size)];
  const whole = !boxes.some(({ type, cut }) => cut && ofMp4.has(type));
  const codec = codecIn(file, 0, file.size);
  return codec === undefined ? { whole } : { whole, codec };
}

const wayToCodec = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

/** The type of the first sample entry of a track of pictures (ISO/IEC 14496-12, section 8.5.2). */
function codecIn(file: Pieces, start: number, end: number, isPicture = false): string | undefined {
  let pictures = isPicture;
  for (const box of boxesOf(file, start, end)) {
    if (box.type === 'vmhd') pictures = true;
    if (box.type === 'stsd' && pictures) {
      const [entry] = boxesOf(file, box.start + 8, box.end);
      return entry?.type;
    }
    if (!wayToCodec.has(box.type)) continue;
    const found = codecIn(file, box.start, box.end, pictures);
    if (found !== undefined) return found;
  }
  return undefined;
}

function stateOfWebm(file: Pieces): VideoState {
  const segment = [...elementsOf(file, 0, file.size)].find(({ id }) => id === webm.segment);
  return { whole: segment !== undefined && !segment.cut };
}
