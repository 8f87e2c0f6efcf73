import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const lib = fileURLToPath(new URL('../lib/', import.meta.url));

/** Modules look for files beside themselves: each is told where it stands, seen from the bundle. */
const ownAddresses = {
  name: 'own-addresses',
  /**
   * @param {string} code
   * @param {string} id
   */
  transform(code, id) {
    if (!id.startsWith(lib) || !code.includes('import.meta.url')) return null;
    const path = JSON.stringify(`../${relative(lib, id).replaceAll('\\', '/')}`);
    return code.replaceAll('import.meta.url', `new URL(${path}, import.meta.url).href`);
  },
};

// The command in a few files: to find and read the six hundred of lib/ and of the libraries takes
// Node longer than to build a page. What is large and seldom needed stays where it is.
await build({
  configFile: false,
  logLevel: 'error',
  plugins: [ownAddresses],
  ssr: {
    noExternal: true,
    external: [
      'sharp',
      '@embedpdf/pdfium',
      '@cantoo/pdf-lib',
      'css-tree',
      'axe-core',
      'playwright-core',
    ],
  },
  build: {
    ssr: `${lib}cli.js`,
    target: 'node20.19',
    outDir: `${lib}bundle`,
    emptyOutDir: true,
    license: { fileName: 'LICENSES.md' },
    rolldownOptions: { output: { chunkFileNames: '[name].js' } },
  },
});
