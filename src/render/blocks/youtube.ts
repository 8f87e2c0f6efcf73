/** The id of a YouTube video, out of the id itself or any of the addresses a video is shared under. */
export function youtubeId(written: string): string | undefined {
  const id = /(?:^|v=|\/embed\/|\/shorts\/|\/live\/|youtu\.be\/)([\w-]{11})(?![\w-])/.exec(written);
  return id?.[1];
}
