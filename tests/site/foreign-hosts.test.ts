import { describe, expect, it } from 'vitest';
import { page, problemsOf, section, useFolder } from './folder.ts';

const { put, build } = useFolder();
const hosts = (built: Awaited<ReturnType<typeof build>>) =>
  built.diagnostics
    .filter(({ code }) => code === 'foreign-host')
    .map(({ file, line, column, message }) => {
      const [, host = '', what = ''] = /ask (\S+) for this (.+) before/.exec(message) ?? [];
      return `${file}:${line}:${column} ${host} ${what}`;
    });

/** A page whose body begins in line 4. */
const body = (...lines: string[]) => page() + lines.join('\n');

describe('other hosts that a page asks by itself', () => {
  it.each([
    ['<script src="https://h.example/x.js"></script>', 'a.md:4:14 h.example script'],
    ['<iframe src="https://h.example/x"></iframe>', '4:14 h.example frame'],
    ['<link rel="stylesheet" href="//h.example/x.css">', '4:30 h.example style sheet'],
    ['<style>@import "https://h.example/x.css";</style>', '4:17 h.example style sheet'],
    ['<style>@import url(https://h.example/x.css);</style>', '4:20 h.example style sheet'],
    ['<style>p { background: url("//h.example/x.png") }</style>', '4:29 h.example picture'],
    ['![x](https://h.example/x.png)', '4:6 h.example picture'],
    ['<img alt="" srcset="http://h.example/x.png 2x">', '4:21 h.example picture'],
    ['<video src="https://h.example/x.mp4"></video>', '4:13 h.example video'],
    ['<video src="no.mp4" poster="http://h.example/x.png"></video>', '4:29 h.example picture'],
    ['x\n\n<audio src="https://h.example/x.mp3"></audio>', '6:13 h.example sound'],
    ['<script>fetch("https://h.example/x")</script>', '4:16 h.example script'],
    ['<model-viewer src="https://h.example/x.glb"></model-viewer>', '4:20 h.example file'],
  ])('are told where they stand: %s', async (content, wanted) => {
    put('content/a.md', body(content));
    expect(hosts(await build())).toEqual([expect.stringContaining(wanted)]);
  });

  it('are told in every key', async () => {
    put(
      'content/a.md',
      section(
        '- {type: image, url: "https://h.example/x.png"}',
        '- {type: video, url: "https://h.example/x.mp4", autoplay: true}',
        '- {type: video, url: x.mp4, host: "https://v.example"}',
        '- {type: youtube, id: 3dWYtAFqWt4, poster: "https://i.ytimg.com/vi/x.jpg"}',
      ).replace('sections:', 'favicon_url: https://f.example/i.png\nsections:'),
    );
    expect(hosts(await build())).toEqual([
      'content/a.md:3:14 f.example picture',
      'content/a.md:7:29 h.example picture',
      'content/a.md:8:29 h.example video',
      'content/a.md:9:28 v.example video',
      'content/a.md:10:51 i.ytimg.com picture',
    ]);
  });

  it('are told of a template where it is named, and of site.yml there', async () => {
    put('site.yml', 'title: S\nfavicon_url: https://f.example/i.png\n');
    put('templates/includes/i.html', '<p>x</p>\n<script src="https://h.example/x.js"></script>');
    put('content/a.md', section('- {type: custom_include, file: i.html}'));
    put('content/b.md', page());
    expect(hosts(await build())).toEqual([
      'content/a.md:6:38 h.example script',
      'site.yml:2:14 f.example picture',
    ]);
  });

  it('are not told when they wait for a click, or are allowed', async () => {
    put('site.yml', 'hosts: https://cdn.example/path\n');
    put(
      'content/a.md',
      section(
        '- {type: video, url: "https://h.example/x.mp4", poster: no.png}',
        '- {type: youtube, id: 3dWYtAFqWt4}',
        '- {type: text, content: "[x](https://h.example) <a href=https://h.example>x</a>"}',
        '- {type: text, content: "<script src=https://cdn.example/x.js></script>"}',
        '- {type: text, content: "<script src=https://a.b.example:81/x.js></script>"}',
      ).replace('sections:', 'hosts: ["*.b.example:81"]\nsections:'),
    );
    expect(hosts(await build())).toEqual([]);
  });

  it('may be allowed, and are told still where http: cannot be', async () => {
    put('content/a.md', `${page('hosts: [h.example]')}![x](http://h.example/x.png)`);
    const { diagnostics } = await build();
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['foreign-host', expect.stringContaining('over http:')],
    ]);
  });

  it('must be named as hosts', async () => {
    put('content/a.md', page('hosts: [h.example, "no host"]'));
    expect(problemsOf(await build())).toEqual(['content/a.md:3 wrong-type']);
  });
});
