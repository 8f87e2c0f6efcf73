#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A checkout holds sources and compiles them when they are newer than lib/; an installed package holds lib/ alone.
if (existsSync(new URL('../src/cli.ts', import.meta.url))) {
  const { compile } = await import('./compile.js');
  await compile();
}
const { main } = await import(new URL('../lib/cli.js', import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
