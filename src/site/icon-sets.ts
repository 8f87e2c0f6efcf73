import { createRequire } from 'node:module';
import { z } from 'zod';
import type { IconSets } from '../render/page/icons.ts';

/** The format of Iconify: https://iconify.design/docs/types/iconify-json.html. */
const iconifySet = z.object({
  icons: z.record(z.string(), z.object({ body: z.string() })),
  aliases: z.record(z.string(), z.object({ parent: z.string() })).default({}),
});
type IconifySet = z.output<typeof iconifySet>;

const require = createRequire(import.meta.url);
let read: readonly IconifySet[] | undefined;

/** The sets are read when somebody first asks: most pages name no icon that the theme has not. */
const sets = (): readonly IconifySet[] =>
  (read ??= ['lucide', 'simple-icons'].map((set) =>
    iconifySet.parse(require(`@iconify-json/${set}/icons.json`)),
  ));

function shapeIn({ icons, aliases }: IconifySet, name: string): string | undefined {
  const own = Object.hasOwn(aliases, name) ? (aliases[name]?.parent ?? name) : name;
  return Object.hasOwn(icons, own) ? icons[own]?.body : undefined;
}

/** All icons of Lucide, and the marks of companies and projects in Simple Icons; of one name, Lucide's. */
export const iconSets: IconSets = {
  find: (name) =>
    sets()
      .map((set) => shapeIn(set, name))
      .find((shape) => shape !== undefined),
  names: () =>
    sets().flatMap(({ icons, aliases }) => [...Object.keys(icons), ...Object.keys(aliases)]),
};
