import { appendFileSync } from 'node:fs';
import { replacePreview } from './branch.mjs';

const { PULL_REQUEST = '', GITHUB_OUTPUT = '' } = process.env;
if (!/^[1-9]\d*$/.test(PULL_REQUEST)) throw new Error('PULL_REQUEST is not a number');
const removed = replacePreview('.', Number(PULL_REQUEST), []);
appendFileSync(GITHUB_OUTPUT, `removed=${removed}\n`);
