import { createRequire } from 'node:module';
import type { HLJSApi, LanguageFn } from 'highlight.js';
import { escapeHtml } from '../prose/entities.ts';

const require = createRequire(import.meta.url);
let highlighter: HLJSApi | undefined;

/**
 * A listing with its words in `<span class="hljs-...">`. The highlighter and a language are loaded when
 * the first listing asks for them; a language nobody knows is left without colours.
 */
export function highlight(code: string, language: string | undefined): string {
  const name = language?.toLowerCase() ?? '';
  highlighter ??= require('highlight.js/lib/core') as HLJSApi;
  if (!highlighter.getLanguage(name) && !load(highlighter, aliases.get(name) ?? name))
    return escapeHtml(code);
  return highlighter.highlight(code, { language: name, ignoreIllegals: true }).value;
}

/** Names under which no file of the highlighter lies, until its language is loaded. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['c++', 'cpp'],
  ['console', 'shell'],
  ['html', 'xml'],
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['md', 'markdown'],
  ['py', 'python'],
  ['rs', 'rust'],
  ['sh', 'bash'],
  ['svg', 'xml'],
  ['tex', 'latex'],
  ['ts', 'typescript'],
  ['tsx', 'typescript'],
  ['yml', 'yaml'],
]);

function load(into: HLJSApi, file: string): boolean {
  if (!/^[a-z0-9-]+$/.test(file)) return false;
  try {
    into.registerLanguage(file, require(`highlight.js/lib/languages/${file}`) as LanguageFn);
    return true;
  } catch {
    return false;
  }
}
