import { compile } from '../bin/compile.js';

/** Tests read what a visitor or author gets, so what is compiled must be of today. */
export default async function setup(): Promise<void> {
  await compile();
}
