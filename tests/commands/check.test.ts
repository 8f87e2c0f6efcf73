import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { page, section, useFolder } from '../site/folder.ts';

const cli = fileURLToPath(new URL('../../bin/pagescape.js', import.meta.url));
const folder = useFolder();

function check(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, 'check', folder.root, ...options],
    { cwd: folder.root, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

it('says what is wrong, counts it, and leaves no site behind', () => {
  folder.put('content/a.md', section('- type: text', '  content: "[x](gone.md) <b>y"'));
  const { status, stdout, stderr } = check();
  expect(status).toBe(0);
  expect(stderr).toContain('content/a.md:7:23 warning[missing-file]');
  expect(stderr).toMatch(/content\/a\.md:7:\d+ warning\[unbalanced-tag\]/);
  expect(stdout).toMatch(/^3 warnings, 1 note in 1 page \(/);
  expect(readdirSync(folder.root)).not.toContain('dist');
  expect(check('--strict').status).toBe(1);
});

it('writes SARIF that names the place', () => {
  folder.put('content/a.md', page('disable_seo: true', 'abstract: "[x](#gone)"'));
  const { status, stdout } = check('--format', 'sarif');
  const { runs } = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(runs[0].results).toHaveLength(1);
  expect(runs[0].results[0]).toMatchObject({
    ruleId: 'dead-fragment',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'content/a.md' },
          region: { startLine: 4 },
        },
      },
    ],
  });
});
