/** What the snapshots of a session take, and how long one takes to be kept and to be shown again. */
import {createHistory, type History} from '../../source/model/history/history.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {createLinuxSampler} from '../../source/sampler/linux/linux-sampler.ts';
import {startManyVmas} from '../../test/helpers/targets.ts';
import {type Figure, reportFigures} from '../figure.ts';
import {touchRows} from '../made-changes.ts';
import {alternate, median, medianRatio, milliseconds, timed} from '../measure.ts';

/** Bytes in use once all that nobody holds is gone. */
const bytesInUse = (): number => {
	for (let round = 0; round < 3; round++) {
		globalThis.gc?.();
	}

	const {heapUsed, arrayBuffers} = process.memoryUsage();
	return heapUsed + arrayBuffers;
};

async function takeFrom(vmas: number, use: (takeSnapshot: () => Snapshot) => Promise<readonly Figure[]>) {
	await using process_ = await startManyVmas(vmas);
	const target = createLinuxSampler().openTarget(process_.pid);
	if (target.kind === 'failed') {
		throw new Error(target.sentence);
	}

	const figures = await use(() => {
		const result = target.sample();
		if (result.kind === 'failed') {
			throw new Error(result.sentence);
		}

		return result.snapshot;
	});
	target.close();
	return figures;
}

/** A quiet process: in each second three blocks of a few hold a page more than before. */
function fillHistory(first: Snapshot): History {
	const history = createHistory();
	let sample = first;
	for (let index = 0; index < 1000; index++) {
		sample = touchRows(sample, [17, 1200 + (index % 3), 4999]);
		history.add(sample);
	}

	return history;
}

async function measureMemory(takeSnapshot: () => Snapshot): Promise<readonly Figure[]> {
	const first = takeSnapshot();
	// What the first round makes the engine compile and keep is not what a history takes.
	fillHistory(first);
	const empty = bytesInUse();
	const samples = Array.from({length: 20}, takeSnapshot);
	const one = (bytesInUse() - empty) / samples.length;
	samples.length = 0;

	const before = bytesInUse();
	const history = fillHistory(first);
	const held = bytesInUse() - before;
	return [
		{
			work: 'Memory of 1,000 snapshots of a quiet process of 5,000 VMAs',
			ours: `${(held / 2 ** 20).toFixed(1)} MB, ${history.length()} kept`,
			comparedWith: `one snapshot: ${(one / 2 ** 20).toFixed(1)} MB`,
			value: held / one,
			unit: 'times',
			limit: 3,
		},
	];
}

async function measureTime(takeSnapshot: () => Snapshot): Promise<readonly Figure[]> {
	const history = createHistory();
	let sample = takeSnapshot();
	let next = 0;
	const taken = await alternate(
		{
			add: () => {
				sample = touchRows(sample, [next % 60_000, 40_000, (next * 7919) % 60_000]);
				return timed(() => history.add(sample));
			},
			at: () => {
				next++;
				// Another one than the last two, which are remembered.
				return timed(() => history.at((next * 7) % Math.max(1, history.length() - 2)));
			},
			sample: () => timed(takeSnapshot),
		},
		{rounds: 15, warmUps: 5},
	);
	const comparedWith = `taking one: ${milliseconds(median(taken.sample))}`;
	return [
		{
			work: 'Keeping a snapshot of 60,000 VMAs',
			ours: milliseconds(median(taken.add)),
			comparedWith,
			value: medianRatio(taken.add, taken.sample),
			unit: 'times',
			limit: 0.1,
		},
		{
			work: 'Showing one of them again',
			ours: milliseconds(median(taken.at)),
			comparedWith,
			value: medianRatio(taken.at, taken.sample),
			unit: 'times',
			limit: 0.1,
		},
	];
}

reportFigures([...(await takeFrom(5000, measureMemory)), ...(await takeFrom(60_000, measureTime))]);
