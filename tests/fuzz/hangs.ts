import { Worker } from 'node:worker_threads';

/** Seconds after which what is read is taken to have no end, on a machine as busy as may be. */
const patience = 60;

/** In a thread of its own: whoever hangs can say nothing. */
const watcher = `
const { parentPort, workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
let since = Date.now();
let input;
parentPort.on('message', (text) => { since = Date.now(); input = text; });
setInterval(() => {
  if (input === undefined || Date.now() - since < 1000 * workerData) return;
  writeSync(2, 'no end in ' + workerData + ' s: ' + input + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, 1000).unref();
`;

/** Ends the process, and names the input, when one is not read within a minute. */
export function watchForHangs(): { begin: (input: string) => void; rest: () => void } {
  const worker = new Worker(watcher, { eval: true, workerData: patience });
  worker.unref();
  return {
    begin: (input) => worker.postMessage(input),
    rest: () => worker.postMessage(undefined),
  };
}
