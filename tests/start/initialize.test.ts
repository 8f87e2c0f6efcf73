import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dependencyOf } from '../../src/start/dependency.ts';
import { initialize } from '../../src/start/initialize.ts';
import { version } from '../../src/version.ts';
import { useFolder } from '../site/folder.ts';

const folder = useFolder();
const read = (path: string) => readFileSync(join(folder.root, path), 'utf8');

describe('a folder of one’s own', () => {
  it.each([
    ['page', ['content/index.md']],
    ['site', ['content/first-paper.md']],
  ] as const)('holds a %s that builds without a problem', async (kind, pages) => {
    const { written, left } = initialize(folder.root, kind);
    expect(left).toEqual([]);
    expect(written.filter((path) => path.startsWith('content/'))).toEqual(pages);
    expect(written).toEqual(
      expect.arrayContaining([
        '.gitignore',
        '.github/workflows/deploy.yml',
        '.github/workflows/preview-build.yml',
        '.github/workflows/preview-publish.yml',
        '.github/workflows/preview-remove.yml',
        '.vscode/settings.json',
        'assets/teaser.svg',
        'package.json',
        'site.yml',
      ]),
    );
    expect(await folder.build({ strict: true })).toMatchObject({ ok: true, diagnostics: [] });
  });

  it('has every script that its workflows run', () => {
    initialize(folder.root, 'page');
    const workflows = readdirSync(join(folder.root, '.github/workflows'));
    const texts = workflows.map((name) => read(`.github/workflows/${name}`)).join('\n');
    const scripts = [...texts.matchAll(/node (\.github\/scripts\/\S+)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, path = ''] of scripts)
      expect(existsSync(join(folder.root, path)), path).toBe(true);
    const manifest = JSON.parse(read('package.json'));
    for (const [, name = ''] of texts.matchAll(/npm run (?:--silent )?([\w:]+)/g))
      expect(manifest.scripts).toHaveProperty(name);
  });

  it('leaves every file that is there, and a link', async () => {
    folder.put('site.yml', 'title: Mine\n');
    folder.put('package.json', '{}');
    symlinkSync(join(folder.root, 'nowhere'), join(folder.root, '.gitignore'));
    const { written, left } = initialize(folder.root, 'page');
    expect(left).toEqual(['package.json', '.gitignore', 'site.yml']);
    expect(written).toContain('content/index.md');
    expect([read('site.yml'), read('package.json')]).toEqual(['title: Mine\n', '{}']);
    expect(existsSync(join(folder.root, 'nowhere'))).toBe(false);
  });

  it('adds no example to pages that are there', () => {
    folder.put('content/mine.md', '---\ntitle: Mine\n---\n');
    const { written, left } = initialize(folder.root, 'page');
    expect(left).toEqual(['content/']);
    expect(written.filter((path) => /^(?:content|assets)\//.test(path))).toEqual([]);
  });
});

describe('what its package.json depends on', () => {
  const installed = () => join(folder.root, 'tool/node_modules/pagescape');

  it.each([
    ['github:owner/repository', 'github:owner/repository'],
    ['git+file:///repositories/pagescape#v2', 'git+file:///repositories/pagescape#v2'],
    ['owner/repository', 'owner/repository'],
    ['file:../packed/pagescape-1.0.0.tgz', 'file:../packed/pagescape-1.0.0.tgz'],
    ['^0.1.0', `^${version}`],
    ['latest', `^${version}`],
  ])('was installed as %s', (spec, dependency) => {
    folder.put('tool/package.json', JSON.stringify({ dependencies: { pagescape: spec } }));
    expect(dependencyOf(installed(), join(folder.root, 'mine'))).toBe(dependency);
  });

  it('is a version where nothing says how it was installed, and the folder of a checkout', () => {
    expect(dependencyOf(installed(), join(folder.root, 'mine'))).toBe(`^${version}`);
    const checkout = join(folder.root, 'checkout');
    expect(dependencyOf(checkout, join(folder.root, 'mine'))).toBe('file:../checkout');
  });
});
