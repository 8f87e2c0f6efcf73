import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const given = fileURLToPath(new URL('../../../../shared/bench/gen.mjs', import.meta.url));
const eleventy = fileURLToPath(new URL('eleventy', import.meta.url));

/** Where the pages come from: a generator beside the checkout, or else our own. */
export const source = existsSync(given) ? '../shared/bench/gen.mjs' : 'its own pages';

/**
 * Writes the same pages for both tools: `folder/pagescape` is a root of ours, `folder/eleventy`
 * a project of 11ty's.
 *
 * @param {string} folder
 * @param {number} count
 */
export async function generate(folder, count) {
  rmSync(folder, { recursive: true, force: true });
  const pages = {
    pagescape: join(folder, 'pagescape/content'),
    eleventy: join(folder, 'eleventy/src'),
  };
  for (const path of Object.values(pages)) mkdirSync(path, { recursive: true });
  cpSync(eleventy, join(folder, 'eleventy'), { recursive: true });
  if (existsSync(given)) writeGiven(folder, count, pages.pagescape);
  else for (let index = 0; index < count; index += 1) writeOwn(pages, index);
  await writePictures(join(folder, 'pagescape/assets/img'));
  cpSync(join(folder, 'pagescape/assets'), join(folder, 'eleventy/src/assets'), {
    recursive: true,
  });
}

/**
 * The given generator writes beside itself, hence the copy.
 *
 * @param {string} folder
 * @param {number} count
 * @param {string} content
 */
function writeGiven(folder, count, content) {
  const script = join(folder, 'generate.mjs');
  copyFileSync(given, script);
  execFileSync(process.execPath, [script, 'ours', String(count)]);
  execFileSync(process.execPath, [script, 'eleventy', String(count)]);
  rmSync(content, { recursive: true });
  renameSync(join(folder, 'ours/pages'), content);
  for (const pages of [content, join(folder, 'eleventy/src')]) {
    for (const name of readdirSync(pages)) agreeOnTitle(join(pages, name));
  }
}

/**
 * The given BibTeX has a title of its own, of which we would warn, and 11ty has no idea.
 *
 * @param {string} path
 */
function agreeOnTitle(path) {
  const text = readFileSync(path, 'utf8');
  const title = /^title: "(.*)"$/m.exec(text)?.[1] ?? '';
  writeFileSync(path, text.replace(/^( +title=)\{.*\}/m, `$1{${title}}`));
}

/** Too small to be worth other sizes or formats, so that neither tool converts pictures. */
async function writePictures(/** @type {string} */ folder) {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < 10; index += 1) {
    const create = { width: 32, height: 24, channels: /** @type {3} */ (3), background: '#7a8' };
    await sharp({ create })
      .jpeg()
      .toFile(join(folder, `${index}.jpg`));
  }
}

// Half of the formulas differ from page to page, so that a cache of them cannot hide the work.
const formulas = [
  (/** @type {number} */ n) => `\\mathcal{L}_{${n}} = \\mathbb{E}_{x \\sim p}[\\log D(x)]`,
  () => '\\hat{x} = \\sqrt{\\alpha} x_0 + \\sqrt{1 - \\alpha}\\,\\epsilon',
  (/** @type {number} */ n) => `\\sum_{i=1}^{${n}} \\alpha_i T_i c_i`,
  () => '\\int_{a}^{b} \\sigma(t)\\,dt',
];
const sentence =
  'The *generator* maps a [latent](https://example.org) code to a picture, and a wider';

/**
 * One page for each tool: 8 sections of 2 texts and an image, 32 formulas.
 *
 * @param {{ pagescape: string, eleventy: string }} folders
 * @param {number} index
 */
function writeOwn(folders, index) {
  const name = `p${String(index).padStart(4, '0')}.md`;
  const page = (/** @type {string} */ open, /** @type {string} */ close) => {
    const text = (/** @type {number} */ place) => {
      const math = [0, 1].map((more) => {
        const formula = formulas[(place + more) % formulas.length];
        return open + (formula?.(index * 31 + place + more) ?? '') + close;
      });
      return `      - type: text\n        content: >-\n          ${[...math, ''].map((part) => `${sentence} ${part}`).join(' ')}`;
    };
    const sections = Array.from({ length: 8 }, (_, section) =>
      [
        `  - title: "Section ${section} of page ${index}"`,
        '    paragraphs:',
        text(section * 4),
        '      - type: image',
        `        url: /assets/img/${section}.jpg`,
        `        alt: "Picture ${section}"`,
        `        caption: "What picture ${section} shows"`,
        '        max_width: 800',
        text(section * 4 + 2),
      ].join('\n'),
    );
    return `title: "Page ${index}"
conference: "ICCV 2026"
authors:
  - name: "Ada One"
    link: "https://example.org/ada"
    affiliations: [1]
  - name: "Bob Two"
    link: "https://example.org/bob"
    affiliations: [2]
organizations:
  - name: "University A"
    link: https://example.org
  - name: "Laboratory B"
    link: https://example.org
informal_summary:
  - "${sentence.repeat(6)}"
links:
  arxiv: "https://arxiv.org/abs/2104.06954"
sections:
${sections.join('\n')}
bibtex: |-
  @inproceedings{page${index},
    title={Page ${index}},
    author={One, Ada and Two, Bob},
    booktitle={ICCV},
    year={2026}
  }
---
`;
  };
  writeFileSync(join(folders.pagescape, name), `---\n${page('\\(', '\\)')}`);
  writeFileSync(join(folders.eleventy, name), `---\nlayout: project.njk\n${page('$', '$')}`);
}
