import { fill } from '../../../words/fill.ts';
import { find } from '../elements.ts';
import { createProgress, showNotice } from '../notice.ts';
import { reducedMotion, type Session } from '../session/session.ts';
import type { DemoWords } from '../words.ts';
import { createAxis } from './axis.ts';
import { createControls } from './controls.ts';
import { listenOn } from './gestures.ts';
import { createPanels } from './panels.ts';
import { createScene } from './scene.ts';
import { createScenePanel } from './scene-panel.ts';
import { createSharePanel } from './share-panel.ts';
import { seenTiles, wantedTiles } from './span.ts';
import { createViewport } from './viewport.ts';

/** The endless picture: one canvas that pans, with its anchors and what can be done to them. */
export function startPanorama(root: HTMLElement, session: Session): void {
  const { geometry, panorama, tiles, words } = session;
  const stage = find(root, '.panorama-stage', HTMLElement);
  const scroller = find(root, '.demo-scroller', HTMLElement);
  const bar = find(root, '.panorama-bar', HTMLElement);
  const row = find(bar, '.demo-controls', HTMLElement);
  const corner = find(stage, '.panorama-corner', HTMLElement);
  const line = find(bar, '.demo-statistics', HTMLElement);
  const canvas = createCanvas(words);
  stage.append(canvas);

  const scene = createScene(canvas, session);
  const { tilePixels, half } = scene;
  const viewport = createViewport(geometry, () => requestDraw());
  const view = tiles.view(stage);
  /** Whether the canvas is there, and not the posters. */
  let live = false;
  let mayPlay = session.position() === undefined;
  /** Whether the visitor has moved, so that the link should say where to. */
  let moved = false;
  let frame: number | undefined;
  let last = 0;
  let choice = 0;
  /** To be said once all that is seen is as it should be. */
  let toSay: string | undefined;
  /** The anchor around which tiles come first, while they do. */
  let changed: number | undefined;

  const play = (on: boolean): void => {
    viewport.play(on && !reducedMotion());
    mayPlay = false;
    controls.update();
    requestDraw();
  };
  const onTouch = (): void => {
    moved = true;
    root.classList.add('is-touched');
    if (viewport.isPlaying() || mayPlay) play(false);
  };
  const resample = (anchor: number): void => {
    panorama.resample(anchor);
    afterwards(fill(words.resampled, { anchor }));
  };
  const copy = (from: number, to: number): void => {
    panorama.copy(from, to);
    afterwards(fill(words.copied_to, { from, to }));
  };
  const afterwards = (sentence: string): void => {
    toSay = sentence;
    requestDraw();
  };
  const needs = { session, viewport, tilePixels, half, onTouch, resample, copy, afterwards };
  const axis = createAxis({ ...needs, onChoice: () => panel.update() });
  stage.after(axis.element);
  const { chosen } = axis;
  /** What does nothing before there is a picture to do it to. */
  const asleep = [row, corner, axis.element];
  const controls = createControls(root, { ...needs, play });
  const panel = createScenePanel(bar, { ...needs, chosen });
  createSharePanel(bar, needs);
  createPanels(bar, (name) => {
    if (name === 'scene') onTouch();
  });
  listenOn(canvas, { ...needs, geometry });

  /** Asks for what is seen and what will be, what changed first. */
  const want = (): void => {
    const wanted = wantedTiles(viewport.motion(), half(), geometry);
    const centre = changed === undefined ? wanted.centre : changed * geometry.tilesPerAnchor;
    view.want(wanted.first, wanted.last, centre);
  };

  const requestDraw = (): void => {
    if (frame !== undefined || !live || !view.seen()) return;
    last = performance.now();
    frame = requestAnimationFrame(tick);
  };

  const tick = (now: number): void => {
    frame = undefined;
    if (!view.seen()) return;
    const seconds = Math.min(0.1, Math.max(0, now - last) / 1000);
    last = now;
    const moving = viewport.step(seconds);
    want();
    const fading = scene.draw(viewport.motion().position);
    axis.update();
    if (chosen() !== choice) panel.update();
    choice = chosen();
    if (!moving) settle();
    if (moving || fading) frame = requestAnimationFrame(tick);
  };

  /** What follows once nothing moves. */
  const settle = (): void => {
    const { position } = viewport.motion();
    controls.update();
    if (moved) session.moveTo(position);
    const anchor = Math.round(position / geometry.tilesPerAnchor);
    canvas.setAttribute('aria-valuenow', String(Math.round(position / geometry.tilesPerFrame)));
    canvas.setAttribute('aria-valuetext', fill(words.near, { anchor }));
    if (!view.complete()) return;
    changed = undefined;
    if (toSay) session.announce(toSay);
    toSay = undefined;
  };

  /** Puts the canvas in the place of the posters, at the same place, once it has something to show everywhere. */
  const begin = (): void => {
    if (live || session.state().name !== 'ready') return;
    const { first, last } = seenTiles(viewport.motion().position, half(), geometry);
    for (let tile = first; tile <= last; tile++) if (!tiles.get(tile)) return;
    live = true;
    stage.classList.add('is-live');
    for (const part of asleep) part.inert = false;
    if (mayPlay) play(true);
    requestDraw();
  };
  /** Keeps to where the posters are, until the canvas is there. */
  const followPosters = (): void => {
    if (live) return;
    viewport.jump(session.position() ?? scroller.scrollLeft / tilePixels() + half());
    axis.update();
    want();
    begin();
  };

  const resize = (): void => {
    scene.fit();
    followPosters();
    axis.update();
    if (!live) return;
    scene.draw(viewport.motion().position);
    requestDraw();
  };

  const setState = (): void => {
    const { name } = session.state();
    const able = name !== 'unable';
    root.classList.toggle('is-unable', !able);
    for (const part of [...asleep, line]) part.hidden = !able;
    begin();
  };

  for (const part of asleep) part.inert = true;
  showNotice(root, session);
  stage.append(createProgress(session));
  session.showStatistics(find(line, '[data-show=statistics]', HTMLElement));
  setState();
  session.onState(setState);
  session.onJump((position) => {
    if (position === viewport.motion().position) return;
    play(false);
    viewport.jump(position);
    followPosters();
  });
  panorama.onChange(({ anchor }) => {
    changed = anchor;
    axis.update();
    requestDraw();
  });
  view.onArrival(() => {
    begin();
    requestDraw();
  });
  view.onSeen(requestDraw);
  scroller.addEventListener('scroll', followPosters, { passive: true });
  new ResizeObserver(resize).observe(stage);
  controls.update();
  panel.update();
  if (session.position() !== undefined) showLinked(stage);
}

/** Brings what a link led to onto the screen; who comes back stays where the page was left. */
function showLinked(stage: HTMLElement): void {
  // The posters are of another place.
  stage.classList.add('is-linked');
  const [entry] = performance.getEntriesByType('navigation');
  const isNew = entry instanceof PerformanceNavigationTiming && entry.type === 'navigate';
  if (isNew) stage.scrollIntoView({ block: 'center' });
}

function createCanvas(words: DemoWords): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.tabIndex = 0;
  // Screen readers leave the arrow keys to a slider.
  canvas.setAttribute('role', 'slider');
  canvas.setAttribute('aria-roledescription', words.panorama);
  canvas.setAttribute('aria-label', words.endless);
  canvas.setAttribute('aria-valuemin', String(-(2 ** 31)));
  canvas.setAttribute('aria-valuemax', String(2 ** 31));
  canvas.setAttribute('aria-valuenow', '0');
  return canvas;
}
