import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';

/** The forms that pages had over the years: each builds as it stands, and nothing of it is lost. */

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pagescape-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Builds one page without any of its files: what was said of it, but for those files, and its HTML. */
async function built(text: string) {
  mkdirSync(join(root, 'content'));
  writeFileSync(join(root, 'content/old.md'), `---\n${text.trim()}\n---\n`);
  const out = join(root, 'dist');
  const report = await buildSite({ root, out, base: '/', strict: false, drafts: true });
  expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const told = report.diagnostics
    .filter(({ code }) => code !== 'missing-file' && code !== 'missing-alt')
    .map(({ line, column, code, message }) => `${line}:${column} ${code}: ${message}`);
  const html = readFileSync(join(out, 'old/index.html'), 'utf8');
  return { told, html };
}

describe('a page of an older form', () => {
  it('counts org from 0 and joins an anchored host to the addresses of films alone', async () => {
    const { told, html } = await built(`
layout: page
published: false
title: "3D worlds"
conference: ICLR 2023 (Oral)
disable_seo: false
authors:
    - {name: "Ada", link: "https://example.org/ada", affiliations: [2], org: 1}
    - {name: "Bob", affiliations: [1], org: 0}
common_organizations:
    - {name: First, link: https://example.org, logo: /assets/first.png}
    - {name: Second, link: https://example.com, logo_height: 40}
# <div>a comment among the keys</div>
data_host: &data_host "/assets/projects/worlds"
links:
    pdf: /assets/worlds.pdf
    data_soon: true
    arxiv_inactive: true
    # openreview: https://example.org
sections:
    - title: "Drawing"
      paragraphs:
        - {type: image, host: *data_host, url: /assets/projects/worlds/drawing.png, justify_text: true}
    - title: Films
      paragraphs:
        - type: videos
          video_width: 384
          autoplay_attr: autoplay
          host: *data_host
          videos:
            - {url: /films/one.mp4, caption: '<a href="https://example.org/one" target="_blank">One</a>'}
            - {url: /films/two.mp4, caption: "Two: FID<sub>2k</sub> = 9.25"}
          caption: Both at once.
        # - type: video
        #   url: /films/left-out.mp4
        - {type: video, host: *data_host, video_width: 1024, url: /films/three.mp4, ignore_border: true}
`);
    expect(told).toEqual([]);
    expect(html).toContain('src="../assets/projects/worlds/drawing.png"');
    for (const film of ['one', 'two', 'three'])
      expect(html).toContain(`src="../assets/projects/worlds/films/${film}.mp4"`);
    expect(html).not.toContain('left-out');
    expect(html).toContain('<a href="https://example.org/one" target="_blank">One</a>');
    expect(html).toContain('FID<sub>2k</sub> = 9.25');
    expect(html).toContain('1024');
    expect(html.match(/Ada<\/a><sup>(.*?)<\/sup>/)?.[1]).toBe('2');
    expect(html).toContain('ICLR 2023 (Oral)');
    expect(html).toMatch(/arXiv/);
    expect(html).toMatch(/Data[\s\S]{0,80}soon/i);
  });

  it('lists films as addresses on another host, under titles with HTML, entities and none', async () => {
    const { told, html } = await built(`
title: "Films of weather: as long as you like, and then some more of them"
conference: ~
data_host: &data_host https://films.example.org/weather
sections:
    - title: ""
      paragraphs:
        - {type: warning, content: "Note: some browsers (e.g., old ones) stutter."}
    - title: <b>Random films</b> of rain, 256x256
      paragraphs:
        - type: videos
          video_width: 256
          host: *data_host
          urls:
            - /rain/00.mp4
            - /rain/01.mp4
          caption: "Words: <b>&laquo;A wet day&raquo;</b>, δ<sup>z</sup> = 16, only ~700 drops"
`);
    expect(told).toEqual([
      expect.stringMatching(/^15:15 foreign-host: .*films\.example\.org/),
      expect.stringMatching(/^16:15 foreign-host: .*films\.example\.org/),
    ]);
    expect(html).toContain('src="https://films.example.org/weather/rain/00.mp4"');
    expect(html).toContain('src="https://films.example.org/weather/rain/01.mp4"');
    expect(html).toContain('<b>Random films</b> of rain, 256x256</h2>');
    expect(html).toContain('<b>«A wet day»</b>, δ<sup>z</sup> = 16, only ~700 drops');
    expect(html).toContain('some browsers (e.g., old ones) stutter.');
    expect(html).not.toMatch(/<h2[^>]*><\/h2>/);
  });

  it('has all but its title under project:, paragraphs of bare text, and organizations by name', async () => {
    const { told, html } = await built(`
layout: project
title: Norms
subtitle: (Or how to do without)
project:
    title: Norms
    authors:
        - name: Ada
    common_organizations:
        - Institute of Norms, Somewhere
    informal_summary:
        - >-
            We begin with 1) one thing
            1) and another, for <i>all</i> of ~40% at (>= 64x64).
    links:
        colab: https://example.org/notebook
    sections:
        - title: "Why?"
          paragraphs:
            - >-
                For \\(T = 2\\) it is simple.
`);
    expect(told).toEqual([
      '6:5 key-in-both-places: "title" is written both at the top level and under project:',
      '21:17 missing-type: this paragraph is bare text; it is read as a block of type text',
    ]);
    expect(html).toContain('1) one thing');
    expect(html).toContain('1) and another, for <i>all</i> of ~40% at (&gt;= 64x64)');
    expect(html).toContain('Institute of Norms, Somewhere');
    expect(html).toContain('href="https://example.org/notebook"');
    expect(html).toContain('it is simple.');
  });

  it('numbers organizations that it does not name, and has its sections as one text', async () => {
    const { told, html } = await built(`
title: Norms
authors: [{name: Ada, affiliations: [1]}, {name: Bob, org: 0}]
abstract: One <b>paragraph</b>.
sections: All of it.
`);
    expect(told).toEqual([
      '3:38 no-organizations: organization 1 is not there: common_organizations is empty',
      '3:60 no-organizations: organization 0 is not there: common_organizations is empty',
    ]);
    expect(html).toContain('One <b>paragraph</b>.');
    expect(html).toContain('All of it.');
  });

  it('has a teaser without a type, and two entries in BibTeX that YAML folds', async () => {
    const { told, html } = await built(`
title: Patterns
teaser:
    img_url: /assets/teaser.jpg
    caption: Patterns of a <i>net</i>.
bibtex: >-
    @misc{patterns,
        title={Patterns},
        year={2019},
    }

    @article{other,
        title={Another},
        year={2020}
    }
`);
    expect(told).toEqual(['3:1 missing-type: the teaser has no type']);
    expect(html).toContain('src="../assets/teaser.jpg"');
    expect(html).toContain('Patterns of a <i>net</i>.');
    expect(html).toContain('    title={Patterns},\n    year={2019},\n}\n@article{other,\n');
  });

  it('has films and frames by hand in its abstract, with a formula beside them', async () => {
    const { told, html } = await built(`
title: Films
informal_summary:
    - >-
        At \\(256^2\\) it trains \\({\\approx} 2.5 \\times\\) <i>faster</i>.

        <div style="text-align: center; margin-top: 50px;">
            <video width=1000 id="teaser-video" preload="auto" src="/assets/a.mp4#t=27" type="video/mp4" autoplay controls loop></video>
        </div>

        <div class="youtube-video-container"><iframe src="https://www.youtube.com/embed/2FwPhFnE1Wo"></iframe></div>
`);
    expect(told).toEqual([expect.stringMatching(/^11:59 foreign-host: .*www\.youtube\.com/)]);
    expect(html).toMatch(
      /<video width=1000 id="teaser-video" preload="metadata" src="\.\.\/assets\/a\.mp4#t=27" type="video\/mp4" autoplay controls loop muted playsinline><\/video>/,
    );
    expect(html).toContain(
      '<iframe src="https://www.youtube.com/embed/2FwPhFnE1Wo" loading="lazy">',
    );
    expect(html).toContain('<i>faster</i>');
    expect(html).not.toContain('\\(');
  });

  it('is a card of a list', async () => {
    const { told, html } = await built(`
title:  "Patterns"
date: 9 Oct 2019
categories: patterns, nets
conference: ~
authors: ["Ada", "Bob"]
short_description: >-
    We searched at \\((x,y)\\) for 1) one.
`);
    expect(told).toEqual([]);
    expect(html).toContain('<meta name="citation_publication_date" content="2019/10/09">');
    expect(html).toContain('<meta name="keywords" content="patterns, nets">');
    expect(html).toContain('for 1) one.');
  });

  it('moves on to another', async () => {
    const { html } = await built('layout: redirect\npublished: true\nredirect_to: /films');
    expect(html).toContain('http-equiv="refresh"');
    expect(html).toContain('films');
  });
});
