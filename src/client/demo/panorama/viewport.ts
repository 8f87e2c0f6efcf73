import { type Geometry, reducedMotion } from '../session/session.ts';
import { bounded, glide, type Motion, push } from './motion.ts';

/** Where one is, and how one moves on: pushed, held, steered, or by itself. */
export interface Viewport {
  motion(): Motion;
  /** Glides so many tiles farther; with reduced motion it is there at once. */
  push(tiles: number): void;
  /** Goes there at once, and stops. */
  jump(position: number): void;
  /** Lets go with this velocity, tiles a second. */
  release(velocity: number): void;
  /** Moves with this velocity until it is 0. */
  steer(velocity: number): void;
  isPlaying(): boolean;
  /** Lets it go on by itself, the way it went last, or stops it. */
  play(on: boolean): void;
  setSpeed(framesPerSecond: number): void;
  /** Time passes. @returns whether it moves on */
  step(seconds: number): boolean;
}

export function createViewport(geometry: Geometry, onMove: () => void): Viewport {
  let motion: Motion = { position: 0, velocity: 0 };
  let direction = 1;
  let steered = 0;
  let playing = false;
  let speed = 0;

  const move = (next: Motion): void => {
    if (next.velocity !== 0) direction = Math.sign(next.velocity);
    motion = { ...next, position: bounded(next.position, geometry) };
    onMove();
  };

  return {
    motion: () => motion,
    push: (tiles) => {
      if (reducedMotion()) move({ position: motion.position + tiles, velocity: 0 });
      else move(push(motion, tiles));
    },
    jump: (position) => move({ position, velocity: 0 }),
    release: (velocity) => move({ ...motion, velocity: reducedMotion() ? 0 : velocity }),
    steer: (velocity) => {
      if (velocity === steered) return;
      steered = velocity;
      onMove();
    },
    isPlaying: () => playing,
    play: (on) => {
      playing = on;
    },
    setSpeed: (framesPerSecond) => {
      speed = framesPerSecond;
    },
    step: (seconds) => {
      const itself = playing ? direction * speed * geometry.tilesPerFrame : 0;
      const moved = glide(motion, seconds);
      const position = moved.position + (itself + steered) * seconds;
      motion = { ...moved, position: bounded(position, geometry) };
      return moved.velocity !== 0 || itself + steered !== 0;
    },
  };
}
