import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFonts } from './fonts.ts';
import { themeFiles } from './theme-files.ts';

const folder = fileURLToPath(new URL('../../lib/theme/fonts', import.meta.url));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const fonts = await makeFonts(themeFiles(folder));
writeFileSync(join(folder, 'fonts.json'), JSON.stringify(fonts));
