#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A checkout holds sources and compiles them when they are newer than lib/; an installed package holds lib/ alone.
if (existsSync(new URL('../src/cli.ts', import.meta.url))) {
  const { compile } = await import('./compile.js');
  await compile();
}
const { main, failed } = await import(new URL('../lib/cli.js', import.meta.url).href);
const args = process.argv.slice(2);
// Whoever reads what we print may stop early, as `head` does.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : failed(error, [])));
process.once('uncaughtException', (error) => process.exit(failed(error, args)));
process.exitCode = await main(args);
