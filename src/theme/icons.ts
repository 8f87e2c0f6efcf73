import { createRequire } from 'node:module';
import { namedLinks } from '../content/schema/links.ts';

const require = createRequire(import.meta.url);

/** Icons that templates name, and some that authors may want for links of their own. */
const names = [
  ...Object.values(namedLinks).map(({ icon }) => icon),
  ...['arrow-left', 'copy', 'check', 'download', 'mail', 'orcid', 'pause', 'play', 'sun-moon'],
  ...['info', 'lightbulb', 'message-square-warning', 'octagon-alert', 'triangle-alert'],
  ...['x', 'chevron-left', 'chevron-right'],
  ...[
    'shuffle',
    'undo-2',
    'mountain-snow',
    'share-2',
    'ellipsis',
    'image',
    'gallery-horizontal',
    'film',
  ],
  ...['book-open', 'calendar', 'camera', 'cpu', 'external-link', 'globe', 'graduation-cap', 'link'],
  ...['maximize', 'pin'],
  ...['mic', 'music', 'newspaper', 'package', 'quote', 'rocket', 'users', 'wikipedia', 'x-twitter'],
];

interface IconSet {
  icons: Record<string, { body: string }>;
}

/** The contents of the `<svg>` of each icon: brands from Simple Icons, everything else from Lucide. */
export function makeIcons(): Record<string, string> {
  const lucide = require('@iconify-json/lucide/icons.json') as IconSet;
  const brands = require('@iconify-json/simple-icons/icons.json') as IconSet;
  return Object.fromEntries(
    [...new Set(names)].flatMap((name) => {
      const icon = brands.icons[brandNames[name] ?? ''] ?? lucide.icons[name] ?? brands.icons[name];
      return icon ? [[name, icon.body]] : [];
    }),
  );
}

const brandNames: Record<string, string> = {
  'x-twitter': 'x',
  github: 'github',
  youtube: 'youtube',
};
