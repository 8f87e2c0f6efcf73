import { dirname, posix, relative, sep } from 'node:path';
import { decode } from '../../content/decode.ts';
import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import { pageSource } from '../../content/page-source.ts';
import { positionsIn } from '../../content/positions.ts';
import { addressOf } from '../../render/addresses.ts';
import { addressesInCss } from '../../render/css.ts';
import { rewriteCss } from '../../render/prose/addresses.ts';
import type { BuildContext } from '../build-context.ts';
import type { SourceTree } from '../input/source-tree.ts';
import type { SiteFile } from '../site-file.ts';
import { foreignHosts } from './foreign-hosts.ts';

/**
 * Publishes what the published style sheets name, and what those name that they import; their addresses are written for
 * the places that all this gets in the site.
 * @param hosts that may be asked for something
 */
export function publishStyleSheets(
  build: BuildContext,
  tree: SourceTree,
  hosts: readonly string[],
): Diagnostic[] {
  const done = new Set<string>();
  const problems: Diagnostic[] = [];
  for (;;) {
    const sheet = build.published.files().find((file) => isSheet(file) && !done.has(file.output));
    if (!sheet) return problems;
    done.add(sheet.output);
    problems.push(...publishSheet(sheet, build, tree, hosts));
  }
}

const isSheet = ({ kind, content }: SiteFile) =>
  (kind === 'link' || kind === 'asset') && typeof content === 'string' && /\.css$/i.test(content);

function publishSheet(
  sheet: SiteFile,
  { published, files, lookup, options }: BuildContext,
  tree: SourceTree,
  hosts: readonly string[],
): Diagnostic[] {
  const file = relative(options.root, String(sheet.content)).replaceAll(sep, '/');
  const bytes = tree.read(file);
  if (!(bytes instanceof Uint8Array) || namesEncoding(bytes)) return [];
  const { text, diagnostics } = decode(file, bytes);
  if (text === undefined) return diagnostics;
  const placeOf = positionsIn(text);
  const problems = [...diagnostics];

  function lookUp(url: string, _: unknown, offset: number) {
    const place = placeOf(offset, url.length);
    const tell = (...said: [code: Diagnostic['code'], message: string, hint?: string]) => {
      const [code, message, hint] = said;
      problems.push(diagnostic(code, file, place, message, hint));
    };
    const target = lookup(url, file);
    if (target.kind === 'missing') tell('missing-file', `there is no file ${url}`, target.hint);
    if (target.kind === 'refused')
      tell('outside-root', `${url} cannot be published: ${target.reason}`);
    if (target.kind !== 'file') return { href: url, local: false };
    const anonymous = sheet.standIn ? 'anonymous' : undefined;
    const found = files.add(target.path, 'link', anonymous);
    const fault = files.faultOf(found);
    if (fault) tell('unreadable-media', `${url} ${fault.what}`, fault.hint);
    const conflicts = published.add({
      file: found,
      candidates: [],
      place: () => ({ file, ...place }),
    });
    problems.push(...conflicts);
    const href = addressOf(posix.relative(dirname(sheet.output), found.output)) + target.suffix;
    return { href: posix.normalize(url) === href ? url : href, local: true };
  }

  const written = rewriteCss(text, 0, lookUp, { shown: () => {} });
  if (written !== text) published.replace(sheet, Buffer.from(written));
  const source = pageSource({
    file,
    text,
    yaml: '',
    yamlStart: 0,
    bodyStart: 0,
    root: () => undefined,
  });
  const loads = addressesInCss(text, 'stylesheet');
  return [...problems, ...foreignHosts({ source, hosts }, loads, { elsewhere: new Map() })];
}

/** Whether a sheet is in an encoding of its own, which browsers read and we do not. */
const namesEncoding = (bytes: Uint8Array) =>
  /^@charset "(?!utf-8")/i.test(Buffer.from(bytes.subarray(0, 40)).toString('latin1'));
