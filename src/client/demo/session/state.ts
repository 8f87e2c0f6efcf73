/** Where the engine is on its way; `state()` and `onState` of the session. Sentences are for the visitor, whole and final. */
export type State =
  /** No part is near the screen yet: nothing has been loaded. */
  | { readonly name: 'waiting' }
  /** The visitor saves data or memory: a button with `sentence` and the size should call `consent()`. */
  | { readonly name: 'asking'; readonly megabytes: number; readonly sentence: string }
  /** `progress` from 0 to 1 counts the weights' bytes; at 1 the engine is being opened. */
  | { readonly name: 'loading'; readonly progress: number }
  /** Tiles are being computed as they are wanted. */
  | { readonly name: 'ready' }
  /** Something broke that may work the next time: show `sentence` and a button that calls `retry()`. */
  | { readonly name: 'failed'; readonly sentence: string }
  /** This browser, or this way of opening the page, cannot run it: the posters stay, show `sentence` quietly. */
  | { readonly name: 'unable'; readonly sentence: string };
