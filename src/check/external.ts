import { setTimeout } from 'node:timers/promises';
import type { Diagnostic } from '../content/diagnostics.ts';
import { targetOf } from './links.ts';
import type { Said, SiteText, SiteView } from './site-view.ts';

/** How other hosts are asked. */
export interface Asking {
  /** For one answer, in milliseconds. */
  readonly patience: number;
  /** Hosts asked at the same time, each for one address after the other. */
  readonly hostsAtOnce: number;
  /** Between two addresses of one host, in milliseconds. */
  readonly pause: number;
}

/** Where an address of another host stands. */
interface Asked {
  url: string;
  text: SiteText;
  offset: number;
  /** As it is written in the page. */
  written: string;
}

/** Addresses of other hosts that lead nowhere, or of which their hosts would not say. */
export async function externalProblems(
  view: SiteView,
  { patience, hostsAtOnce, pause }: Asking,
  onProgress?: (done: number, total: number) => void,
): Promise<Diagnostic[]> {
  const asked = [...addressesElsewhere(view).values()];
  const hosts = byHost(asked).values();
  const problems: Diagnostic[] = [];
  let done = 0;
  async function worker(): Promise<void> {
    for (const addresses of hosts)
      for (const [index, { url, text, offset, written }] of addresses.entries()) {
        if (index > 0) await setTimeout(pause);
        const said = await faultOf(url, patience);
        if (said) problems.push(view.problemAt(text, offset, [written, url], said));
        onProgress?.(++done, asked.length);
      }
  }
  await Promise.all(Array.from({ length: hostsAtOnce }, worker));
  return problems;
}

function byHost(asked: readonly Asked[]): Map<string, Asked[]> {
  const hosts = new Map<string, Asked[]>();
  for (const one of asked) {
    const { host } = new URL(one.url);
    hosts.set(host, [...(hosts.get(host) ?? []), one]);
  }
  return hosts;
}

/** Each address once, without its fragment: hosts are not told of that. */
function addressesElsewhere(view: SiteView): Map<string, Asked> {
  const asked = new Map<string, Asked>();
  for (const text of view.texts)
    for (const { url: written, offset } of text.addresses) {
      const target = targetOf(written, text.path, text.base);
      if (target.kind !== 'elsewhere') continue;
      target.url.hash = '';
      const url = target.url.href;
      if (!asked.has(url)) asked.set(url, { url, text, offset, written });
    }
  return asked;
}

/** What only says that a program is not welcome, or not now: a visitor may well see the page. */
const unclear = new Set([401, 402, 403, 405, 406, 407, 408, 425, 429, 451, 999]);

async function faultOf(url: string, patience: number): Promise<Said | undefined> {
  try {
    let status = await statusOf(url, 'HEAD', patience);
    // Some hosts answer HEAD with any error at all.
    if (status >= 400) status = await statusOf(url, 'GET', patience);
    if (status < 400) return undefined;
    if (unclear.has(status) || status >= 500) return unanswered(url, `its host answers ${status}`);
    return {
      code: 'dead-address',
      message: `${url} is dead: its host answers ${status}`,
      hint: 'write where it has moved to, or take the link out',
    };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTFOUND')
      return {
        code: 'dead-address',
        message: `${url} is dead: there is no host of this name`,
        hint: 'write where it has moved to, or take the link out',
      };
    return unanswered(url, reasons[code] ?? `no connection (${code || 'no reason given'})`);
  }
}

const unanswered = (url: string, why: string): Said => ({
  code: 'unanswered-address',
  message: `nobody knows whether ${url} is there: ${why}`,
  hint: 'open it in a browser',
});

const reasons: Readonly<Record<string, string>> = {
  TimeoutError: 'its host did not answer in time',
  ECONNREFUSED: 'its host takes no connections',
  EAI_AGAIN: 'names of hosts cannot be looked up now',
};

async function statusOf(url: string, method: string, patience: number): Promise<number> {
  const response = await fetch(url, {
    method,
    redirect: 'follow',
    signal: AbortSignal.timeout(patience),
    headers: { 'user-agent': 'Mozilla/5.0 (compatible; pagescape check)', accept: '*/*' },
  });
  await response.body?.cancel();
  return response.status;
}

/** fetch wraps what the system says. */
function codeOf(error: unknown): string {
  for (let each = error; each instanceof Error; each = each.cause) {
    if (each.name === 'TimeoutError') return each.name;
    if ('code' in each && typeof each.code === 'string') return each.code;
  }
  return error instanceof Error ? error.name : '';
}
