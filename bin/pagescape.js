#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A checkout holds sources and compiles them when they are newer than lib/; an installed package holds lib/ alone.
if (existsSync(new URL('../src/cli.ts', import.meta.url))) {
  const { compile } = await import('./compile.js');
  await compile();
}
const cli = new URL('../lib/bundle/cli.js', import.meta.url);
if (!existsSync(cli)) {
  console.error(`pagescape: this copy was not compiled, since npm ran no scripts when it installed it from git.
Let it: npm install --ignore-scripts=false github:OWNER/REPOSITORY
Or install what somebody else packed: npm pack in a checkout, then npm install ./pagescape-VERSION.tgz`);
  process.exit(4);
}
const { main, failed } = await import(cli.href);
const args = process.argv.slice(2);
// Whoever reads what we print may stop early, as `head` does.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : failed(error, [])));
process.once('uncaughtException', (error) => process.exit(failed(error, args)));
process.exitCode = await main(args);
