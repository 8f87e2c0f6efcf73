import { describe, expect, it } from 'vitest';
import { createBackend } from '../../src/alis/backends/backends.ts';
import type { Model } from '../../src/alis/model/weights.ts';
import { verify } from '../../src/alis/verify/verify.ts';
import { readFixture } from '../../src/commands/alis-verify.ts';
import { announceMissingFixtures, fixtures, haveFixtures } from './support.ts';

announceMissingFixtures();

describe.runIf(haveFixtures).each(['alis-small', 'alis-continuous'])('fixture %s', (directory) => {
  it.each(['reference', 'wasm'] as const)('passes on %s', { timeout: 240_000 }, async (name) => {
    const fixture = await readFixture(`${fixtures}${directory}`);
    let compared = 0;
    const create = (model: Model) => createBackend(name, model);
    for await (const comparison of verify(fixture, { name, create })) {
      const { difference, tolerance } = comparison;
      expect(difference, comparison.name).toBeLessThanOrEqual(tolerance);
      compared += 1;
    }
    expect(compared).toBeGreaterThanOrEqual(fixture.cases.length);
  });
});
