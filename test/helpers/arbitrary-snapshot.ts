import fc from 'fast-check';
import {type StoredMeasure, storedMeasures} from '../../source/model/measure.ts';
import {memoryTypes} from '../../source/model/memory-type.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {type DescribedBlock, type DescribedRegion, makeSnapshot} from './snapshots.ts';

const protections = ['r-xp', 'rw-p', '---p', 'rwxp', 'rw-s', '', 'Read/Write', 'Execute/Read'];
const kinds = ['', 'glibc arena', 'shared library', 'thread stack', 'V8'];
const detailTexts = [
	'',
	'/usr/lib/LIBC.so.6',
	'/usr/lib/libm.so.6',
	'Thread ID: 12 (Worker)',
	'/tmp/my file',
	'dead beef',
];

const measures: fc.Arbitrary<Partial<Record<StoredMeasure, number>>> = fc.record(
	Object.fromEntries(
		storedMeasures
			.filter(measure => measure !== 'size')
			.map(measure => [measure, fc.nat(4).map(pages => pages * 4096)]),
	),
	{requiredKeys: []},
);

const block: fc.Arbitrary<DescribedBlock> = fc.record({
	size: fc.integer({min: 1, max: 300}).map(pages => pages * 4096),
	protection: fc.constantFrom(...protections),
	details: fc.constantFrom('', '', ...detailTexts),
	measures,
});

const gapAndRegion = fc.record({
	gap: fc.oneof(fc.constant(0), fc.integer({min: 1, max: 2 ** 30})).map(pages => pages * 4096),
	region: fc.record({
		type: fc.constantFrom(...memoryTypes.map(({name}) => name)),
		kind: fc.constantFrom(...kinds),
		details: fc.constantFrom(...detailTexts),
		evidence: fc.constantFrom('', 'The kernel names it.'),
		blocks: fc.array(block, {minLength: 1, maxLength: 4}),
	}),
});

/** Small snapshots with every type, gaps, equal texts and numbers, and numbers that are unknown. */
export const arbitrarySnapshot: fc.Arbitrary<Snapshot> = fc.array(gapAndRegion, {maxLength: 12}).map(parts => {
	let end = 0x1000;
	const regions = parts.map(({gap, region}): DescribedRegion => {
		const start = end + gap;
		end = start + region.blocks.reduce((sum, {size}) => sum + size, 0);
		return {...region, start};
	});
	return makeSnapshot(regions);
});
