// A Node.js process with a known amount of memory outside its heap, a second isolate, and code that was compiled.
import {Worker} from 'node:worker_threads';

const kept = [Buffer.alloc(32 << 20, 1), Array.from({length: 100_000}, (_, index) => ({index}))];
let sum = 0;
for (let index = 0; index < 1_000_000; index++) {
	sum += index % 7;
}

const worker = new Worker('setInterval(() => {}, 1000); require("node:worker_threads").parentPort.postMessage(1)', {
	eval: true,
});
worker.once('message', () => console.log('ready'));
process.stdin.resume();
process.stdin.on('end', () => process.exit(kept.length > sum ? 1 : 0));
