import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import launchEditor from 'launch-editor';
import { z } from 'zod';
import type { Position } from '../content/diagnostics.ts';
import type { PageSource } from '../content/page-source.ts';
import type { SourceTree } from '../site/input/source-tree.ts';

/** What a page asks to open: where an element was written, or a place in a file. */
const request = z.union([
  z.strictObject({ page: z.string(), at: z.string() }),
  z.strictObject({ file: z.string(), line: z.int().min(1), column: z.int().min(1) }),
]);

type Place = { file: string } & Position;

/** Folders and files of a root that its author writes. */
const sources = /^(?:(?:content|templates|assets|public)\/|site\.yml$)/;

/**
 * The place that a request means.
 * @param sourceOf the content file of a page, by its path in the site
 * @returns nothing if it is none in the sources of the site
 */
export function placeMeant(
  body: string,
  tree: SourceTree,
  sourceOf: (path: string) => PageSource | undefined,
): Place | undefined {
  const parsed = request.safeParse(parseJson(body));
  if (!parsed.success) return undefined;
  const place = 'at' in parsed.data ? placeInPage(parsed.data, sourceOf) : parsed.data;
  if (!place || !sources.test(place.file) || place.file.split('/').includes('..')) return undefined;
  return tree.probe(place.file).kind === 'file' ? place : undefined;
}

function placeInPage(
  { page, at }: { page: string; at: string },
  sourceOf: (path: string) => PageSource | undefined,
): Place | undefined {
  const source = sourceOf(page);
  if (!source) return undefined;
  const [, path = '', offset] = /^(.*?)(?:@(\d+))?$/s.exec(at) ?? [];
  const steps =
    path === '' ? [] : path.split('/').map((step) => (/^\d+$/.test(step) ? +step : step));
  const position = source.locate(steps, offset === undefined ? undefined : Number(offset));
  return { file: source.file, ...position };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Longer than any place. */
const longest = 10_000;

export async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of message) {
    text += piece;
    if (text.length > longest) return '';
  }
  return text;
}

/** Milliseconds in which an editor that cannot be started has said so. */
const patience = 300;

/** Opens a place in the editor that runs, or that LAUNCH_EDITOR names. @returns why not, if so */
export function openPlace(
  root: string,
  { file, line, column }: Place,
): Promise<string | undefined> {
  return new Promise((done) => {
    const timer = setTimeout(() => done(undefined), patience);
    launchEditor(`${join(root, file)}:${line}:${column}`, (_, reason) => {
      clearTimeout(timer);
      done(
        reason
          ? `the editor did not open: ${reason}`
          : 'no editor was found: start yours, or name it, LAUNCH_EDITOR=code, before pagescape dev',
      );
    });
  });
}
