import { link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits, RefusedArtifact, readArtifact } from '../../.github/scripts/preview/artifact.mjs';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'artifact-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function put(path: string, content: string | Buffer = ''): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

async function read(scripts = true) {
  const { site, ...rest } = await readArtifact(folder, { scripts });
  return { ...rest, site: Object.fromEntries(site.map((file) => [file.path, file.content])) };
}

test('an honest artifact comes through as it is', async () => {
  await put('site/index.html', '<p>Hello</p>');
  await put('site/alis/figure 1.svg', '<svg onload="x()"/>');
  await put('report.json', '{"pages": []}');
  const { site, leftOut, report } = await read();
  expect(Object.keys(site)).toEqual(['alis/figure 1.svg', 'index.html']);
  expect(site['index.html']?.toString()).toBe('<p>Hello</p>');
  expect(leftOut).toEqual([]);
  expect(report).toEqual({ pages: [] });
});

test('a failed build, or none at all, is an empty site', async () => {
  expect((await read()).site).toEqual({});
  await rm(folder, { recursive: true });
  expect((await read()).site).toEqual({});
  await mkdir(folder);
});

test('files of other kinds are left out, and named', async () => {
  for (const path of ['index.html', 'page.xhtml', 'run.sh', 'LICENSE']) {
    await put(`site/${path}`);
  }
  const { site, leftOut } = await read();
  expect(Object.keys(site)).toEqual(['index.html']);
  expect(leftOut).toEqual(['LICENSE', 'page.xhtml', 'run.sh']);
});

test('hidden files do not exist', async () => {
  for (const path of ['.pagescape', '.git/config', 'a/.htaccess']) await put(`site/${path}`);
  expect(await read()).toMatchObject({ site: {}, leftOut: [] });
});

describe('refused is', () => {
  test('a link to a file', async () => {
    await put('site/index.html');
    await symlink('/etc/passwd', join(folder, 'site/passwd.txt'));
    await expect(read()).rejects.toThrow(RefusedArtifact);
  });

  test('a link to a folder', async () => {
    await put('site/index.html');
    await symlink('/etc', join(folder, 'site/etc'));
    await expect(read()).rejects.toThrow(RefusedArtifact);
  });

  test('a link in the place of the site', async () => {
    await symlink('/etc', join(folder, 'site'));
    await expect(read()).rejects.toThrow(RefusedArtifact);
  });

  test('a hard link', async () => {
    await put('site/index.html');
    await link(join(folder, 'site/index.html'), join(folder, 'site/other.html'));
    await expect(read()).rejects.toThrow(RefusedArtifact);
  });

  test.each(['a\\..\\b.html', 'a\nb.html', '-rf.html', 'a‮lmth.html'])(
    'the name %j',
    async (path) => {
      await put(`site/${path}`);
      await expect(read()).rejects.toThrow(RefusedArtifact);
    },
  );

  test('a path too long to show', async () => {
    await put(`site/${'folder/'.repeat(limits.pathLength / 7)}index.html`);
    await expect(read()).rejects.toThrow(RefusedArtifact);
  });

  test('a file too large', async () => {
    await put('site/video.mp4', Buffer.alloc(limits.fileBytes + 1));
    await expect(read()).rejects.toThrow(RefusedArtifact);
  });

  test('a site of too many files', async () => {
    await mkdir(join(folder, 'site'));
    for (let index = 0; index <= limits.files; index += 1) await put(`site/${index}.txt`);
    await expect(read()).rejects.toThrow(RefusedArtifact);
  });
});

describe('a report is nothing when it is', () => {
  test('no JSON', async () => {
    await put('report.json', '{"pages": [');
    expect((await read()).report).toBeUndefined();
  });

  test('a link', async () => {
    await put('site/real.json', '{}');
    await symlink(join(folder, 'site/real.json'), join(folder, 'report.json'));
    expect((await read()).report).toBeUndefined();
  });

  test('too large', async () => {
    await put('report.json', JSON.stringify('x'.repeat(limits.reportBytes)));
    expect((await read()).report).toBeUndefined();
  });
});

describe('without scripts', () => {
  test('a policy stands before everything the author wrote', async () => {
    await put('site/index.html', '\uFEFF<script>alert(1)</script>');
    const html = (await read(false)).site['index.html']?.toString() ?? '';
    expect(html.indexOf("script-src 'none'")).toBeGreaterThan(0);
    expect(html.indexOf("script-src 'none'")).toBeLessThan(html.indexOf('alert'));
  });

  const active = {
    script: '<svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>',
    'prefixed script': '<svg xmlns:h="http://www.w3.org/1999/xhtml"><h:script>x()</h:script></svg>',
    event: '<svg><rect onload="x()"/></svg>',
    'event after a newline': '<svg><rect\nonclick = "x()"/></svg>',
    'foreign object': '<svg><foreignObject><body/></foreignObject></svg>',
    anchor: '<svg><a href="javascript:x()"><text>y</text></a></svg>',
    'animated reference': '<svg><set attributeName="href" to="javascript:x()"/></svg>',
    'outer reference': '<svg><use href="other.svg#a"/></svg>',
    'written reference': '<svg><use href="&#106;avascript:x()"/></svg>',
    entity: '<!DOCTYPE svg [<!ENTITY s "<script>x()</script>">]><svg>&s;</svg>',
    'style sheet': '<?xml-stylesheet type="text/xsl" href="x.xsl"?><svg/>',
    'other encoding': '<?xml version="1.0" encoding="utf-7"?><svg/>',
    'comment that ends early': '<svg><!-- -- > --><script>x()</script><!-- --></svg>',
    'wide characters': Buffer.from('\uFEFF<svg><script/></svg>', 'utf16le'),
  };
  test.each(Object.entries(active))('a drawing with an active %s is left out', async (_, svg) => {
    await put('site/figure.svg', svg);
    expect(await read(false)).toMatchObject({ site: {}, leftOut: ['figure.svg'] });
  });

  test('XML is left out', async () => {
    await put('site/feed.xml', '<script xmlns="http://www.w3.org/1999/xhtml">x()</script>');
    expect((await read(true)).leftOut).toEqual([]);
    expect((await read(false)).leftOut).toEqual(['feed.xml']);
  });

  test('a plain drawing stays', async () => {
    const svg = `<?xml version="1.0" encoding="UTF-8"?><!-- a, b --><svg xmlns="http://www.w3.org/2000/svg">
      <style>.a { fill: url(#b) }</style><use href="#b"/><text>x on y = z</text></svg>`;
    await put('site/figure.svg', svg);
    expect((await read(false)).site['figure.svg']?.toString()).toBe(svg);
  });
});
