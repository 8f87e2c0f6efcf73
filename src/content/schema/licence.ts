import identifiers from 'spdx-license-ids/index.json' with { type: 'json' };
import { z } from 'zod';
import { nearest } from '../nearest.ts';
import type { AtPlace } from '../placed.ts';
import { Prose } from '../prose.ts';
import { plain } from './values.ts';

const idOf = new Map(identifiers.map((id) => [id.toLowerCase(), id]));

/** Where a licence of SPDX can be read. https://spdx.org/licenses/ */
function addressOf(id: string): string {
  const [, kind, version, place] = /^CC-(BY[A-Z-]*)-(\d\.\d)(?:-([A-Z]+))?$/.exec(id) ?? [];
  if (id === 'CC0-1.0') return 'https://creativecommons.org/publicdomain/zero/1.0/';
  if (kind === undefined) return `https://spdx.org/licenses/${id}.html`;
  const end = place === undefined ? '' : `${place.toLowerCase()}/`;
  return `https://creativecommons.org/licenses/${kind.toLowerCase()}/${version}/${end}`;
}

/** As people write it: CC BY-SA 4.0. */
const nameOf = (id: string): string =>
  id
    .replace(/^CC-/, 'CC ')
    .replace(/^(CC.*)-(\d\.\d)/, '$1 $2')
    .replace(/^CC0-/, 'CC0 ');

/** Whether an identifier is another with a number behind it: Apache-2.0 of Apache. */
const isVersionOf = (id: string, name: string) =>
  id.startsWith(`${name}-`) && /^[\d.]+$/.test(id.slice(name.length + 1));

/** The licence of a page: an identifier of SPDX, or words in which a link may stand. */
export const licence = plain.transform((written, context): AtPlace<Prose> | typeof z.NEVER => {
  const text = written.trim();
  const key = text.toLowerCase().replaceAll(/\s+/g, '-');
  const id = idOf.get(key);
  if (id !== undefined) {
    const html = `<a rel="license" href="${addressOf(id)}">${nameOf(id)}</a>`;
    return (path) => new Prose(html, 'inline', path);
  }
  if (/\s|[<[]/.test(text) && !/^cc[\s-]/i.test(text))
    return (path) => new Prose(text, 'inline', path);
  const versions = [...idOf.keys()].filter((other) => isVersionOf(other, key));
  const meant =
    versions.at(-1) ??
    nearest(
      key,
      [...idOf.keys()].filter((other) => other[0] === key[0]),
    );
  const message = `"${written}" is no licence that SPDX names`;
  const hint = meant
    ? `did you mean ${idOf.get(meant)}?`
    : 'write CC-BY-4.0 or MIT, or words with a link: "[Our licence](https://...)"';
  context.addIssue({ code: 'custom', message, params: { hint } });
  return z.NEVER;
});
