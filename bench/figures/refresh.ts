/** The share of the time for which a live view asks its target, where a sample is dear and where it is cheap. */
import {setTimeout as sleep} from 'node:timers/promises';
import {startSampler} from '../../source/sampler/start-sampler.ts';
import {type RunningTarget, startManyVmas, startPython} from '../../test/helpers/targets.ts';
import {type Figure, reportFigures} from '../figure.ts';
import {median, milliseconds} from '../measure.ts';

/** Long enough for several samples at the longest interval that 60,000 VMAs ask for. */
const seconds = 40;

async function measureShare(target: RunningTarget, what: string): Promise<Figure> {
	const samples: {readonly start: number; readonly cost: number}[] = [];
	const sampler = startSampler({
		pid: target.pid,
		intervalSeconds: 1,
		onEvent: event => {
			if (event.kind === 'sample') {
				const cost = event.snapshot.cost.milliseconds;
				samples.push({start: performance.now() - cost, cost});
			}
		},
	});
	await sleep(seconds * 1000);
	sampler.close();

	// Each sample is charged with the pause after it, so the last one, whose pause was cut off, is left out.
	const elapsed = (samples.at(-1)?.start ?? Number.NaN) - (samples[0]?.start ?? Number.NaN);
	const asked = samples.slice(0, -1).reduce((sum, {cost}) => sum + cost, 0);
	const interval = elapsed / (samples.length - 1);
	return {
		work: `Live refresh every second, ${what}`,
		ours: `${milliseconds(median(samples.map(({cost}) => cost)))} a sample`,
		comparedWith: `a sample every ${(interval / 1000).toFixed(1)} s`,
		value: (100 * asked) / elapsed,
		unit: '%',
		limit: 5,
	};
}

await using large = await startManyVmas(60_000);
await using small = await startPython();
reportFigures([
	await measureShare(large, 'a target of 60,000 VMAs'),
	await measureShare(small, 'a small Python process'),
]);
