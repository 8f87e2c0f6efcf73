/** Where the files of a site go: into a folder, or into memory. */
export interface Sink {
  write: (path: string, data: string | Uint8Array) => void;
  /** Copies a file of the author's, whatever rights it has there. */
  copy: (from: string, path: string) => void;
  /** Writes what takes time to make, or does so when it is asked for. */
  make: (path: string, content: () => Promise<Uint8Array>) => Promise<void>;
}
