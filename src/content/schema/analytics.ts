import { z } from 'zod';
import { plain, siteAddress } from './values.ts';

/** What an account of a service is called there, alone or with the address of one's own server. */
function account(form: RegExp, example: string) {
  const id = plain.transform((written, context) => {
    const text = written.trim();
    if (form.test(text)) return text;
    const message = `"${written}" is not what the service calls your site`;
    context.addIssue({ code: 'custom', message, params: { hint: `write it like ${example}` } });
    return z.NEVER;
  });
  return z.union([
    id.transform((only) => ({ id: only })),
    z.strictObject({ id, host: siteAddress.describe('Of your own server: https://...') }),
  ]);
}

const services = {
  goatcounter: account(/^[a-z\d-]+$/i, 'my-code, of my-code.goatcounter.com'),
  plausible: account(/^[a-z\d-]+(?:\.[a-z\d-]+)+(?:,[a-z\d.,-]+)?$/i, 'example.org'),
  umami: account(
    /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
    '94db1cb1-74f4-4a40-ad6c-962362670409',
  ),
  google: account(/^(?:G|GT)-[A-Z\d]+$/, 'G-ABC1234567').transform(({ id }) => ({ id })),
};

/** The one service that counts readers. */
export const analytics = z
  .strictObject({
    goatcounter: services.goatcounter.optional(),
    plausible: services.plausible.optional(),
    umami: services.umami.optional(),
    google: services.google.optional(),
  })
  .superRefine((value, context) => {
    if (Object.values(value).filter(Boolean).length === 1) return;
    const message = 'analytics names one service: goatcounter, plausible, umami or google';
    context.addIssue({ code: 'custom', message, params: { hint: 'write goatcounter: my-code' } });
  })
  .describe('Counts readers, but for those who ask not to be tracked, and never in previews.');
