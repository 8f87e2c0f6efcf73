import type { ProjectPage } from '../../content/page.ts';
import type { Reference } from '../../content/prose.ts';

/** The picture that stands for a page in lists and where it is shared, if anything does. */
export function thumbnailOf({ teaser }: Pick<ProjectPage, 'teaser'>): Reference | undefined {
  const slides: { url?: Reference | undefined; poster?: Reference | undefined }[] =
    teaser?.items ?? [];
  const [first] = slides.flatMap(({ url, poster }) => url ?? poster ?? []);
  return teaser?.img_url ?? teaser?.poster ?? first;
}
