import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const browser = ['tests/e2e/**/*.test.ts', 'tests/alis/browser.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['tests/compile.ts'],
    // A busy machine may be ten times as slow as a quiet one.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Files share what they import, which costs much of the time otherwise; a test leaves nothing changed behind.
    isolate: false,
    // A file in a browser often waits: two at a time on two processors.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/bench/**', ...browser],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: browser,
          // Compiled before it is built: one site and one browser for all files.
          globalSetup: ['tests/compile.ts', 'tests/e2e/setup.ts'],
        },
      },
    ],
  },
});
