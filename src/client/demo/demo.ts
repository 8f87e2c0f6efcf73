import { startCarousel } from './carousel/carousel.ts';
import { startAlignment } from './figures/alignment.ts';
import { startEquivariance } from './figures/equivariance.ts';
import { startPanorama } from './panorama/panorama.ts';
import { attach, type Session } from './session/session.ts';

/** The parts of the demo, by what `data-alis` of an include's root says. */
const parts: Record<string, (root: HTMLElement, session: Session) => void> = {
  carousel: startCarousel,
  panorama: startPanorama,
  equivariance: startEquivariance,
  alignment: startAlignment,
};

for (const root of document.querySelectorAll<HTMLElement>('[data-alis]')) {
  try {
    parts[root.dataset.alis ?? '']?.(root, attach(root));
  } catch (error) {
    // A part whose template is wrong takes no other with it.
    reportError(error);
  }
}
