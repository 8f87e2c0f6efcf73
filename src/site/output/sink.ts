/** Where the files of a site go: into a folder, or into memory. */
export interface Sink {
  write: (path: string, data: string | Uint8Array) => void;
  /** Copies a file of the author's, whatever rights it has there. */
  copy: (from: string, path: string) => void;
}
