// npm run fuzz -- --minutes N [--seed S] [--subject NAME]
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    subject: { type: 'string' },
  },
});
console.log(`seed ${values.seed}`);
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'node', 'tests/fuzz'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    FUZZ_MINUTES: values.minutes,
    FUZZ_SEED: values.seed,
    ...(values.subject === undefined ? {} : { FUZZ_SUBJECT: values.subject }),
  },
});
process.exitCode = status ?? 1;
