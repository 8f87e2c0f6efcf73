import type { SiteData } from '../../content/schema/site.ts';

/** The script of a service that counts readers, and what it has to be told. */
export interface Analytics {
  script: string;
  /** Attributes of its element, without `data-`. */
  attributes: Record<string, string>;
}

/** A server's address without the slash at its end. */
const serverOf = (account: { id: string; host?: string }, usual: string) =>
  ('host' in account && account.host ? account.host : usual).replace(/\/$/, '');

/** How each service asks to be included, as of 2026. */
export function analyticsOf(analytics: SiteData['analytics']): Analytics | undefined {
  const { goatcounter, plausible, umami, google } = analytics ?? {};
  if (goatcounter) {
    const usual = `https://${goatcounter.id}.goatcounter.com`;
    const server = serverOf(goatcounter, usual);
    const script = server === usual ? 'https://gc.zgo.at/count.js' : `${server}/count.js`;
    return { script, attributes: { goatcounter: `${server}/count` } };
  }
  if (plausible) {
    const script = `${serverOf(plausible, 'https://plausible.io')}/js/script.js`;
    return { script, attributes: { domain: plausible.id } };
  }
  if (umami) {
    const script = `${serverOf(umami, 'https://cloud.umami.is')}/script.js`;
    return { script, attributes: { 'website-id': umami.id } };
  }
  if (google) {
    const script = `https://www.googletagmanager.com/gtag/js?id=${google.id}`;
    return { script, attributes: { google: google.id } };
  }
  return undefined;
}

/** Addresses that a browser asks for to count its reader. */
export const askedBy = ({ script, attributes }: Analytics): string[] => [
  script,
  ...Object.values(attributes).filter((value) => /^https?:/.test(value)),
];
