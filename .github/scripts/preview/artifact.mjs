import { lstat, readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { shutScripts } from './scripts-off.mjs';

/**
 * @typedef {object} SiteFile
 * @property {string} path from the site's root, with forward slashes
 * @property {Buffer} content what to publish
 *
 * @typedef {object} Artifact
 * @property {SiteFile[]} site
 * @property {string[]} leftOut paths of files that are not published, for their kind or content
 * @property {unknown} report what the build said, as anyone may have written it
 */

export const limits = {
  files: 2000,
  fileBytes: 25 * 1024 * 1024,
  totalBytes: 200 * 1024 * 1024,
  reportBytes: 1024 * 1024,
  pathLength: 200,
};

/** Kinds of files a site is made of. */
const kinds = new Set(
  `.html .css .js .wasm .json .txt .bib .pdf .svg .png .jpg .jpeg .gif .webp .avif .ico
  .woff2 .xml .mp4 .webm .safetensors`.split(/\s+/),
);

// No control character, no slash or backslash, nothing that a command could take for an option.
const name = /^[\p{L}\p{N}_][\p{L}\p{N}_ .,()@~+=-]{0,120}$/u;

/** An artifact that no honest build makes. The message quotes nothing from it. */
export class RefusedArtifact extends Error {}

/**
 * Takes the site and the report out of a downloaded artifact, believing nothing in it.
 *
 * @param {string} folder where the artifact was unpacked
 * @param {{ scripts: boolean }} options whether pages may run scripts
 * @returns {Promise<Artifact>} with an empty site where the build made none
 * @throws {RefusedArtifact} on links, odd names, and sizes beyond {@link limits}
 */
export async function readArtifact(folder, { scripts }) {
  /** @type {Artifact} */
  const artifact = { site: [], leftOut: [], report: await readReport(folder) };
  let files = 0;
  let bytes = 0;
  for await (const { path, size } of walk(join(folder, 'site'), '')) {
    files += 1;
    bytes += size;
    if (files > limits.files) throw new RefusedArtifact(`more than ${limits.files} files`);
    if (size > limits.fileBytes) throw new RefusedArtifact(`a file over ${limits.fileBytes} bytes`);
    if (bytes > limits.totalBytes) throw new RefusedArtifact(`over ${limits.totalBytes} bytes`);
    const kind = extname(path).toLowerCase();
    const content = kinds.has(kind) ? await readFile(join(folder, 'site', path)) : undefined;
    const published = scripts || !content ? content : shutScripts(kind, content);
    if (published) artifact.site.push({ path, content: published });
    else artifact.leftOut.push(path);
  }
  return artifact;
}

/**
 * @param {string} root
 * @param {string} inside path from root, empty for the root itself
 * @returns {AsyncGenerator<{ path: string, size: number }>} in the order of their names
 */
async function* walk(root, inside) {
  const stats = await lstat(join(root, inside)).catch(() => undefined);
  if (!stats) return;
  if (!stats.isDirectory()) throw new RefusedArtifact('a link or a file in the place of a folder');
  for (const entry of (await readdir(join(root, inside))).sort()) {
    // Hidden files are a tool's business, not a visitor's.
    if (entry.startsWith('.')) continue;
    if (!name.test(entry)) throw new RefusedArtifact('a file name of unusual characters');
    const path = inside ? `${inside}/${entry}` : entry;
    if (path.length > limits.pathLength) throw new RefusedArtifact('a path of unusual length');
    // Never stat: what a link leads to is not part of the artifact.
    const found = await lstat(join(root, path));
    if (found.isDirectory()) yield* walk(root, path);
    else if (found.isFile() && found.nlink === 1) yield { path, size: found.size };
    else throw new RefusedArtifact('a link or special file');
  }
}

/**
 * @param {string} folder
 * @returns {Promise<unknown>} undefined where there is none that can be read
 */
async function readReport(folder) {
  const path = join(folder, 'report.json');
  const stats = await lstat(path).catch(() => undefined);
  if (!stats?.isFile() || stats.nlink !== 1 || stats.size > limits.reportBytes) return undefined;
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}
