/** A walk through heaps of ten million chunks, against what reads the same memory only. */

import {findHeapRegions} from '../../source/model/heap/find-heap-regions.ts';
import {walkHeap} from '../../source/sampler/inspection/heap/walk-heap.ts';
import {openMemory} from '../../source/sampler/linux/memory/open-memory.ts';
import {isRefusal} from '../../source/sampler/process-memory.ts';
import {startHeap} from '../../test/helpers/heap/heap-target.ts';
import {takeSnapshot} from '../../test/helpers/live-snapshot.ts';
import {type Figure, reportFigures} from '../figure.ts';
import {median, medianRatio, milliseconds, timed} from '../measure.ts';

const chunks = 10_000_000;
const rounds = 3;
const before = process.memoryUsage().rss;
const window = new Uint8Array(4 * 1024 * 1024);

/** Walks the heaps of a program of one shape. `most` is how much longer than reading them that may take. */
async function measure(shape: string, work: string, most: number): Promise<readonly Figure[]> {
	await using target = await startHeap([`${shape}=${chunks}`]);
	await target.freeze();
	const regions = findHeapRegions(await takeSnapshot(target.pid));
	const memory = openMemory(target.pid);
	const walks: number[] = [];
	const reads: number[] = [];
	let peak = 0;
	for (let round = 0; round < rounds; round++) {
		walks.push(
			await timed(async () => {
				let found = 0;
				for await (const finding of walkHeap(memory, {kind: 'walk heap', walk: round, regions}, () => false)) {
					if (isRefusal(finding) || finding.kind !== 'heap') {
						throw new Error('The walk was refused');
					}

					found += finding.step.batches.reduce((sum, {sizes}) => sum + sizes.length, 0);
					peak = Math.max(peak, process.memoryUsage().rss);
				}

				if (found < chunks) {
					throw new Error(`The walk found ${found} chunks`);
				}
			}),
		);
		reads.push(
			await timed(() => {
				for (const {start, end} of regions) {
					for (let address = start; address < end; address += window.length) {
						memory.read(address, window.subarray(0, Math.min(window.length, end - address)));
					}
				}
			}),
		);
	}

	memory.close();
	return [
		{
			work,
			ours: `${(chunks / median(walks) / 1000).toFixed(1)} million chunks a second`,
			comparedWith: `only reading these heaps: ${milliseconds(median(reads))}`,
			value: medianRatio(walks, reads),
			unit: 'times',
			limit: most,
		},
		{
			work: 'Memory that this takes, without the list of chunks',
			ours: `${((peak - before) / 2 ** 20).toFixed(0)} MB`,
			comparedWith: 'each chunk',
			value: (peak - before) / chunks,
			unit: 'bytes',
			limit: 30,
		},
	];
}

reportFigures([
	...(await measure('chunks', 'Walk of a heap of 10,000,000 chunks', 50)),
	...(await measure('shuffled', 'The same, half of them freed in no order', 100)),
]);
