import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Diagnostic } from '../content/diagnostics.ts';
import type { Change } from '../site/live/change.ts';
import type { HeldPage } from '../site/live/held-page.ts';
import { type LiveSite, liveSite } from '../site/live/live-site.ts';
import type { Content, SiteContents } from '../site/live/memory-sink.ts';

/** What came of changes, as browsers are told of it. */
export interface DevNews {
  /** Counts the states of the site: a page that was loaded at another may be old. */
  version: number;
  /** Paths in the site whose bytes are others than before. */
  changed: readonly string[];
  /** All that is wrong with the site, once that is known. */
  problems?: readonly Diagnostic[];
}

/** A site that follows the changes in its folder. */
export interface DevSite {
  readonly version: number;
  /** Nothing before the whole site has been looked through. */
  readonly problems: readonly Diagnostic[] | undefined;
  /** Brings the site up to date, soon. */
  change(changes: readonly Change[]): void;
  /** A file of the site; waits for what is being built when it is not there. */
  find(path: string): Promise<Content | undefined>;
  /** The page that is written at a path of the site. */
  pageAt(path: string): HeldPage['page'] | undefined;
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
}

/** Milliseconds without a change after which the whole site is looked through, and problems are told. */
const quiet = 50;

/**
 * @param url where the site will stand, unless `site.yml` says it
 * @param told of every new state
 * @param failed told of what neither pages nor their author can cause
 */
export function devSite(
  { root, url }: { root: string; url?: string | undefined },
  told: (news: DevNews) => void,
  failed: (error: unknown) => void,
): DevSite {
  let live: LiveSite | undefined;
  let queue: Change[] = [];
  let work: Promise<void> | undefined;
  // No other server before this one has had the same.
  let version = Date.now();
  let problems: readonly Diagnostic[] | undefined;
  let contents: SiteContents = new Map();
  /** What has been rendered since `contents` were put together. */
  const newer = new Map<string, Content>();
  const pages = new Map<string, HeldPage['page']>();

  const current = (path: string) => newer.get(path) ?? contents.get(path);

  /** Renders what depends on the changes, and has browsers show it. */
  async function update(changes: readonly Change[]): Promise<void> {
    live ??= liveSite(root, { places: true, url });
    const rendered = await live.update(changes);
    const written = new Set(changes.map(({ path }) => join(root, path)));
    const changed = [...contents].flatMap(([path, content]) =>
      content.kind === 'file' && written.has(content.path) ? [path] : [],
    );
    for (const { page, files } of rendered) {
      for (const { path, data } of files) {
        const content: Content = { kind: 'bytes', bytes: data };
        if (!isSame(current(path), content)) changed.push(path);
        newer.set(path, content);
        pages.set(path, page);
      }
    }
    if (changed.length > 0) told({ version: ++version, changed });
  }

  /** Puts together what all pages share. */
  async function finish(): Promise<void> {
    const finished = await live?.finish();
    if (!finished) return;
    const paths = new Set([...contents.keys(), ...newer.keys(), ...finished.contents.keys()]);
    const changed = [...paths].filter(
      (path) => !isSame(current(path), finished.contents.get(path)),
    );
    // Nobody has been given anything before.
    const news = problems ? changed : [];
    contents = finished.contents;
    problems = finished.diagnostics;
    newer.clear();
    if (news.length > 0) version++;
    told({ version, changed: news, problems });
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const changes = queue;
      queue = [];
      await update(changes);
      if (problems) await pause(quiet);
      if (queue.length === 0) await finish();
    }
  }

  function start(): void {
    work ??= run()
      .catch(failed)
      .finally(() => {
        work = undefined;
        if (queue.length > 0) start();
      });
  }

  return {
    get version() {
      return version;
    },
    get problems() {
      return problems;
    },
    change(changes) {
      queue.push(...changes);
      start();
    },
    async find(path) {
      if (!current(path)) await work;
      return current(path);
    },
    pageAt: (path) => pages.get(path),
    idle: async () => work,
  };
}

function isSame(one: Content | undefined, other: Content | undefined): boolean {
  if (one?.kind !== other?.kind) return false;
  if (one?.kind === 'bytes' && other?.kind === 'bytes')
    return Buffer.compare(one.bytes, other.bytes) === 0;
  // What is made has a hash of its content in its path; what is copied has been looked at when it changed.
  return one?.kind !== 'file' || other?.kind !== 'file' || one.path === other.path;
}
