import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Theme, themeManifest } from '../theme/manifest.ts';

/** Where the compiled theme lies, and the folder it gets in a site. */
export const themeFolder = fileURLToPath(new URL('../../lib/theme', import.meta.url));
export const themeOutput = 'theme';

export const readTheme = (): Theme =>
  themeManifest.parse(JSON.parse(readFileSync(join(themeFolder, 'theme.json'), 'utf8')));
