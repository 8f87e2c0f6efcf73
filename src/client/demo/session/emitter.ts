/** Tells whoever listens. */
export interface Emitter<Event> {
  emit(event: Event): void;
  /** @returns stops listening */
  readonly subscribe: Subscribe<Event>;
}

export type Subscribe<Event> = (listener: (event: Event) => void) => () => void;

export function createEmitter<Event>(): Emitter<Event> {
  const listeners = new Set<(event: Event) => void>();
  return {
    emit: (event) => {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
