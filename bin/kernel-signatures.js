import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const head = `// Made by bin/compile.js from what assembly/index.ts exports; there stands what each does.
export interface KernelSignatures {
`;

/**
 * Writes the types of the compiled kernels, so that their calls are checked against the AssemblyScript sources.
 * @param {string} bindings path of the declarations that the AssemblyScript compiler makes
 * @param {string} path of the TypeScript file
 */
export function writeKernelSignatures(bindings, path) {
  const declared = readFileSync(bindings, 'utf8').matchAll(/export function (\w+\(.*\): \w+;)/g);
  const text = `${head}${Array.from(declared, ([, signature]) => `  ${signature}\n`).join('')}}\n`;
  // Left alone when nothing changed, so that it does not look newer than what was compiled from it.
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}
