import process from 'node:process';
import {startSampler} from '../../../source/sampler/start-sampler.ts';

/** Runs under Wine: has another thread sample this process, and writes what came of it as JSON. */
let received = 0;
const live = startSampler({
	pid: process.pid,
	intervalSeconds: 1,
	onEvent(event) {
		received++;
		if (event.kind === 'failed' || received === 2) {
			live.close();
			const {count} = event.kind === 'sample' ? event.snapshot.regions : {count: 0};
			process.stdout.write(`${JSON.stringify({kind: event.kind, received, regions: count})}\n`);
		} else {
			live.refresh();
		}
	},
});
