import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { z } from 'zod';

export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(repositoryRoot, '.github/workflows');

const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));

const step = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});

const workflow = z.object({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions,
  jobs: z.record(
    z.string(),
    z.object({
      permissions: permissions.optional(),
      uses: z.string().optional(),
      steps: z.array(step).default([]),
    }),
  ),
});

export type Step = z.infer<typeof step>;
export interface Workflow extends z.infer<typeof workflow> {
  file: string;
  source: string;
}

export async function readWorkflows(): Promise<Workflow[]> {
  return (await readdir(folder)).sort().map(readWorkflow);
}

/** The part of a workflow file that the tests ask about, with every field they rely on present. */
export function readWorkflow(file: string): Workflow {
  const source = readFileSync(join(folder, basename(file)), 'utf8');
  return { ...workflow.parse(load(source)), file, source };
}

export function stepsOf({ jobs }: Workflow): Step[] {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}
