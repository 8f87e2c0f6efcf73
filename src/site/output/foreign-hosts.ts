import { type Diagnostic, diagnostic, type Position } from '../../content/diagnostics.ts';
import type { PageSource } from '../../content/page-source.ts';
import { positionsIn } from '../../content/positions.ts';
import { pathKey } from '../../content/prose.ts';
import type { Questions, WrittenAt } from '../resolver.ts';
import type { Load } from './loads.ts';

/** The host that a browser asks for an address; undefined for one of the site's own. */
export function hostOf(url: string): string | undefined {
  if (!/^(?:https?:)?[\\/]{2}/i.test(url)) return undefined;
  const whole = /^[\\/]/.test(url) ? `https:${url}` : url;
  return URL.canParse(whole) ? new URL(whole).host : undefined;
}

/** The hosts that a page asks for something while it loads, and that its author has not allowed. */
export function foreignHosts(
  { source, hosts = [] }: { source: PageSource; hosts?: readonly string[] | undefined },
  loads: readonly Load[],
  { elsewhere }: Pick<Questions, 'elsewhere'>,
): Diagnostic[] {
  const asked = new Map(loads.map((load) => [load.url, load]));
  return [...asked.values()].flatMap((load) => {
    const said = sayOf(load, hosts);
    if (!said) return [];
    const places = placesOf(elsewhere.get(load.url) ?? []).map(({ path, offset }) =>
      source.locate(path, offset),
    );
    const found = places.length > 0 ? places : [placeIn(source.text, load.url)];
    return found.map((place) =>
      diagnostic('foreign-host', source.file, place, said.message, said.hint),
    );
  });
}

/** Each place once; where an address is shown and linked to, only where it is shown. */
function placesOf(written: readonly WrittenAt[]): WrittenAt[] {
  const shown = written.filter(({ kind }) => kind !== 'link');
  const all = shown.length > 0 ? shown : written;
  const byKey = new Map(all.map((at) => [`${pathKey(at.path)} ${at.offset ?? ''}`, at]));
  return [...byKey.values()];
}

/** Where the author wrote what a template or a script of theirs asks for, or else the page as a whole. */
function placeIn(text: string, url: string): Position {
  const at = text.indexOf(url);
  return at < 0 ? { line: 1, column: 1 } : positionsIn(text)(at, url.length);
}

function sayOf({ url, what }: Load, allowed: readonly string[]) {
  const host = hostOf(url);
  if (host === undefined) return undefined;
  if (isAllowed(host, allowed)) {
    if (!/^http:/i.test(url)) return undefined;
    const message = `${host} is asked for this ${what} over http:, and pages on https: may not do so`;
    return { message, hint: 'write https:, or save the file in assets/ and write its path' };
  }
  const message = `readers' browsers ask ${host} for this ${what} before anybody clicks`;
  return { message, hint: `${insteadOf(host, what)}; or allow it: ${keyFor(host)}` };
}

const isAllowed = (host: string, allowed: readonly string[]) =>
  allowed.some((name) => host === name || host.endsWith(`.${name.replace(/^\*\./, '')}`));

/** Hints stay short. */
const keyFor = (host: string) => (host.length > 40 ? 'hosts: and its name' : `hosts: [${host}]`);

function insteadOf(host: string, what: Load['what']): string {
  if (/(?:^|\.)youtu(?:be|be-nocookie)\.(?:com|be)$/.test(host))
    return 'write a block of type youtube';
  if (what === 'frame') return 'link to it, with a picture';
  if (/^fonts\.g/.test(host)) return 'save the fonts in assets/, with @font-face';
  return 'save the file in assets/ and write its path';
}
