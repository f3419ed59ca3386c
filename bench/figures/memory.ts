/** Bytes that a snapshot costs while it is held, by block: heap and array buffers together. */

import type {Snapshot} from '../../source/model/snapshot.ts';
import {createLinuxSampler} from '../../source/sampler/linux/linux-sampler.ts';
import {startManyVmas} from '../../test/helpers/targets.ts';
import {reportFigures} from '../figure.ts';

const snapshotCount = 5;

await using process_ = await startManyVmas(60_000);
const target = createLinuxSampler().openTarget(process_.pid);
if (target.kind === 'failed') {
	throw new Error(target.sentence);
}

const takeSnapshot = (): Snapshot => {
	const result = target.sample();
	if (result.kind === 'failed') {
		throw new Error(result.sentence);
	}

	return result.snapshot;
};

/** Bytes in use once all that nobody holds is gone. */
const bytesInUse = (): number => {
	for (let round = 0; round < 3; round++) {
		globalThis.gc?.();
	}

	const {heapUsed, arrayBuffers} = process.memoryUsage();
	return heapUsed + arrayBuffers;
};

// What the sampler itself keeps, its buffer and its caches, is there after the first samples.
takeSnapshot();
takeSnapshot();

const before = bytesInUse();
const held = Array.from({length: snapshotCount}, takeSnapshot);
const after = bytesInUse();
const blocks = held.reduce((sum, snapshot) => sum + snapshot.blocks.count, 0);
target.close();

reportFigures([
	{
		work: 'Memory of a snapshot of 60,000 VMAs',
		ours: `${((after - before) / snapshotCount / 2 ** 20).toFixed(1)} MB a snapshot`,
		comparedWith: 'each block, free space included',
		value: (after - before) / blocks,
		unit: 'bytes',
		limit: 250,
	},
]);
