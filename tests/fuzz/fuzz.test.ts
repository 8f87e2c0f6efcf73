import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchForHangs } from './hangs.ts';
import { subjects } from './subjects.ts';

/** `npm run fuzz` asks for minutes; the suite for as many inputs as it has time for, always the same. */
const minutes = Number(process.env.FUZZ_MINUTES ?? 0);
const seed = Number(process.env.FUZZ_SEED ?? 1);
const only = process.env.FUZZ_SUBJECT;
const asked = subjects.filter(({ name }) => only === undefined || name === only);

/** Of the processor, not of the clock: other things may run here. */
const mostSeconds = 5;

const hangs = watchForHangs();
const write = vi.spyOn(process.stdout, 'write');
const logs = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name));

it('there is something to ask', () => {
  expect(asked.map(({ name }) => name)).not.toEqual([]);
});

describe('whatever is written', () => {
  beforeEach(() => {
    for (const spy of [write, ...logs]) spy.mockClear();
  });
  afterEach(() => hangs.rest());

  it.each(asked)(
    '$name is read to an end, the same twice, and without a sound',
    {
      timeout: 60_000 + 120_000 * minutes,
    },
    ({ name, input, read }) => {
      let count = 0;
      const property = fc.property(input, (value) => {
        hangs.begin(
          `${name}, seed ${seed}: ${typeof value === 'string' ? JSON.stringify(value) : Buffer.from(value).toString('base64')}`,
        );
        const before = process.cpuUsage();
        const first = read(value);
        const { user, system } = process.cpuUsage(before);
        expect((user + system) / 1e6).toBeLessThan(mostSeconds);
        expect(read(value)).toEqual(first);
        count++;
      });
      const time = (minutes * 60_000) / asked.length;
      fc.assert(property, {
        seed,
        ...(minutes
          ? { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: time }
          : { numRuns: 150 }),
      });
      const said = logs.flatMap((spy) => spy.mock.calls);
      expect(said).toEqual([]);
      if (minutes) process.stderr.write(`${name}: ${count} inputs\n`);
    },
  );
});
