/** A video of YouTube's. */
export interface YoutubeVideo {
  id: string;
  /** Second at which it begins. */
  start?: number;
}

/** Why an address is none of a video, and what to write instead. */
interface Refusal {
  message: string;
  hint: string;
}

const wholeId = /^[\w-]{11}$/;

/** Stand in the place of an id, and are as long. */
const notIds = new Set(['videoseries', 'live_stream']);

/** Hosts under which videos are shared; `www.` is left out. */
const hosts = /^(?:(?:m|music|gaming)\.)?(?:youtube\.com|youtube-nocookie\.com)$|^youtu\.be$/;

/** The video that an author means by its id, or by any of the addresses it is shared under. */
export function youtubeVideo(written: string): YoutubeVideo | Refusal {
  const text = written.trim();
  if (wholeId.test(text)) return { id: text };
  const url = addressOf(text);
  const host = url?.hostname.replace(/^www\./, '') ?? '';
  const message = `"${written}" is not the address or id of a YouTube video`;
  if (!url || !hosts.test(host)) {
    const hint = /(?:^|\.)vimeo\.com$/.test(host)
      ? 'a Vimeo video is linked to: [Watch the video](address); or write a video file'
      : 'write the address of its page: https://youtu.be/ and 11 characters';
    return { message, hint };
  }
  const id = host === 'youtu.be' ? url.pathname.slice(1).replace(/\/$/, '') : idIn(url);
  if (!wholeId.test(id) || notIds.has(id)) {
    const hint =
      url.searchParams.has('list') || /\/(?:@|c\/|channel\/|user\/)/.test(url.pathname)
        ? 'a playlist or channel is linked to in a text; here, write the address of one video'
        : 'write the address of its page: https://youtu.be/ and 11 characters';
    return { message, hint };
  }
  const start = startIn(url);
  return start === undefined ? { id } : { id, start };
}

/** With or without its scheme. */
function addressOf(text: string): URL | undefined {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`;
  return URL.canParse(address) ? new URL(address) : undefined;
}

const idIn = ({ pathname, searchParams }: URL) =>
  searchParams.get('v') ?? /^\/(?:embed|shorts|live|v|e)\/([^/]*)\/?$/.exec(pathname)?.[1] ?? '';

/** `t=90`, `t=1m30s`, `start=90`, also behind `#`. */
function startIn({ searchParams, hash }: URL): number | undefined {
  const behind = new URLSearchParams(hash.slice(1));
  const names = ['t', 'start', 'time_continue'];
  const [written] = [searchParams, behind].flatMap((given) =>
    names.map((name) => given.get(name)).filter((value) => value !== null),
  );
  const time = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(written ?? '');
  if (!time) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = time.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds || undefined;
}
