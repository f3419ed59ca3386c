import fc from 'fast-check';
import {describe, expect, it, test} from 'vitest';
import {applyDiff} from '../../../source/model/diff/apply-diff.ts';
import {changeName} from '../../../source/model/diff/change.ts';
import {describeChange} from '../../../source/model/diff/describe-change.ts';
import {diffSnapshots} from '../../../source/model/diff/diff-snapshots.ts';
import {type DiffSnapshot, diffView} from '../../../source/model/diff/diff-view.ts';
import {type StoredMeasure, storedMeasures} from '../../../source/model/measure.ts';
import {memoryTypes, typeName} from '../../../source/model/memory-type.ts';
import {regionMeasure} from '../../../source/model/region-measures.ts';
import {regionStart, type Snapshot, textAt} from '../../../source/model/snapshot.ts';
import {summarize} from '../../../source/model/summary.ts';
import {randomPair, readAll} from '../../helpers/random-snapshots.ts';
import {type DescribedRegion, makeSnapshot} from '../../helpers/snapshots.ts';

function compare(before: readonly DescribedRegion[], after: readonly DescribedRegion[]): DiffSnapshot {
	return diffView(diffSnapshots(makeSnapshot(before), makeSnapshot(after)));
}

/** Each row as its change, type, address and growth in KiB of size: what a user sees of it. */
function readRows(view: DiffSnapshot): readonly string[] {
	return Array.from(view.diff.regionChanges, (change, region) => {
		const size = (regionMeasure(view, 'size')?.[region] ?? 0) / 1024;
		const type = typeName(view.regions.type[region] ?? 0);
		return `${changeName(change)} ${type} ${regionStart(view, region).toString(16)} ${size}`;
	});
}

function anonymous(start: number, ...kilobytes: readonly number[]): DescribedRegion {
	return {
		type: 'Private Data',
		kind: 'anonymous',
		start,
		blocks: kilobytes.map(size => ({
			size: size * 1024,
			protection: 'rw-p',
			measures: {private: size * 1024, committed: size * 1024},
		})),
	};
}

function file(start: number, details: string, ...protections: readonly string[]): DescribedRegion {
	return {
		type: 'Image',
		kind: 'shared library',
		details,
		start,
		blocks: protections.map(protection => ({size: 8192, protection, measures: {private: 0, committed: 8192}})),
	};
}

describe('regions are matched', () => {
	it('at the same address, whether they grow or shrink', () => {
		const view = compare(
			[anonymous(0x1000, 64), anonymous(0x10_0000, 32)],
			[anonymous(0x1000, 96), anonymous(0x10_0000, 8)],
		);
		expect(readRows(view)).toEqual(['changed Private Data 1000 32', 'changed Private Data 100000 -24']);
		expect(describeChange(view, 0)).toBe(
			'Size grew by 32 K to 96 K. Committed grew by 32 K to 96 K. Private grew by 32 K to 96 K.',
		);
		expect(describeChange(view, 1)).toContain('Size shrank by 24 K to 8 K.');
	});

	it('that grow downwards, as what mmap adds below', () => {
		const view = compare([anonymous(0x10_0000, 64)], [anonymous(0xf_0000, 128)]);
		expect(readRows(view)).toEqual(['changed Private Data f0000 64']);
	});

	it('that are a file at another address', () => {
		const view = compare(
			[file(0x10_0000, '/lib/a.so', 'r--p', 'r-xp'), file(0x20_0000, '/lib/b.so', 'r--p')],
			[file(0x50_0000, '/lib/b.so', 'r--p'), file(0x60_0000, '/lib/a.so', 'r--p', 'r-xp')],
		);
		expect(readRows(view)).toEqual(['moved Image 500000 0', 'moved Image 600000 0']);
		expect(describeChange(view, 1)).toBe('Moved from 0000000000100000.');
		expect([...view.diff.blockChanges].map(changeName)).toEqual(['moved', 'moved', 'moved']);
	});

	it('not where another file takes the place', () => {
		const view = compare([file(0x10_0000, '/lib/a.so', 'r--p')], [file(0x10_0000, '/lib/b.so', 'r--p')]);
		expect(readRows(view)).toEqual(['gone Image 100000 -8', 'new Image 100000 8']);
		expect(describeChange(view, 0)).toBe('It is not there any more.');
		expect(describeChange(view, 1)).toBe('It was not there before.');
	});

	it('by thread, where a stack moves and is not the only one', () => {
		const stack = (start: number, thread: number, size: number): DescribedRegion => ({
			...anonymous(start, 4, size),
			type: 'Stack',
			kind: 'thread stack',
			details: `Thread ID: ${thread}`,
		});
		const view = compare(
			[stack(0x10_0000, 7, 64), stack(0x20_0000, 8, 64)],
			[stack(0x50_0000, 8, 64), stack(0x60_0000, 7, 128)],
		);
		expect(readRows(view)).toEqual(['moved Stack 500000 0', 'moved Stack 600000 64']);
	});

	it('not by a name that many have', () => {
		const named = (start: number): DescribedRegion => ({...anonymous(start, 64), details: '[anon:v8]'});
		const view = compare([named(0x10_0000), named(0x20_0000)], [named(0x10_0000), named(0x30_0000)]);
		expect(readRows(view)).toEqual([
			'same Private Data 100000 0',
			'gone Private Data 200000 -64',
			'new Private Data 300000 64',
		]);
	});

	it('by their neighbours, in another run of the program', () => {
		const view = compare(
			[file(0x10_0000, '/lib/a.so', 'r--p'), anonymous(0x10_2000, 16), anonymous(0x20_0000, 4)],
			[file(0x50_0000, '/lib/a.so', 'r--p'), anonymous(0x50_2000, 24), anonymous(0x90_0000, 4)],
		);
		expect(readRows(view)).toEqual([
			'gone Private Data 200000 -4',
			'moved Image 500000 0',
			'moved Private Data 502000 8',
			'new Private Data 900000 4',
		]);
	});

	it('with the region that they were split from', () => {
		const view = compare([anonymous(0x10_0000, 64, 32, 16)], [anonymous(0x10_0000, 64), anonymous(0x11_8000, 16)]);
		expect(readRows(view)).toEqual(['changed Private Data 100000 -32', 'split Private Data 118000 0']);
		expect(describeChange(view, 0)).toContain('Gave off a region. Size shrank by 48 K to 64 K.');
		expect(describeChange(view, 1)).toBe('It was a part of the region at 0000000000100000.');
	});

	it('with the region that they were merged into', () => {
		const view = compare([anonymous(0x10_0000, 64), anonymous(0x11_4000, 16)], [anonymous(0x10_0000, 112)]);
		expect(readRows(view)).toEqual(['changed Private Data 100000 48', 'merged Private Data 114000 -16']);
		expect(describeChange(view, 0)).toContain('Took in another region.');
		expect(describeChange(view, 1)).toBe('It is now a part of the region at 0000000000100000.');
	});

	it('in two rows where the type is another one, so that both types count it', () => {
		const view = compare([anonymous(0x10_0000, 64)], [{...anonymous(0x10_0000, 96), type: 'Heap'}]);
		expect(readRows(view)).toEqual(['retyped Private Data 100000 -64', 'retyped Heap 100000 96']);
		expect(describeChange(view, 0)).toBe('It is Heap now, which another row adds.');
		expect(describeChange(view, 1)).toBe('It was Private Data before, which another row takes away.');
		const {types, total} = summarize(view);
		expect(
			types
				.filter(({regions}) => regions !== 0)
				.map(({type, regions, blocks, private: own}) => [type, regions, blocks, own]),
		).toEqual([
			['Heap', 1, 1, 96 * 1024],
			['Private Data', -1, -1, -64 * 1024],
		]);
		expect(total).toMatchObject({regions: 0, blocks: 0, size: 32 * 1024});
	});
});

describe('what counts as a change', () => {
	const measures = {private: 4096, committed: 8192};
	const heap = (change: Partial<DescribedRegion['blocks'][number]>): DescribedRegion => ({
		type: 'Heap',
		start: 0x1000,
		blocks: [{size: 8192, protection: 'rw-p', measures, ...change}],
	});

	test.each([
		['nothing', {}, 'same', 'Nothing that is always shown has changed.'],
		['the protection', {protection: 'r--p'}, 'changed', 'Protection was rw-p.'],
		['a part', {details: 'guard'}, 'changed', 'Its blocks changed, but not what they come to.'],
		['a measure', {measures: {...measures, private: 0}}, 'changed', 'Private shrank by 4 K to 0 K.'],
		[
			'a measure that the newer one does not know at all',
			{measures: {committed: 8192}},
			'same',
			'Nothing that is always shown has changed.',
		],
		[
			'PSS, which others change',
			{measures: {...measures, pss: 4096}},
			'same',
			'Nothing that is always shown has changed.',
		],
	])('%s', (_, change, expected, sentence) => {
		const view = compare([heap({measures: {...measures, pss: 0}})], [heap(change)]);
		expect(Array.from(view.diff.regionChanges, changeName)).toEqual([expected]);
		expect(describeChange(view, 0)).toBe(sentence);
	});
});

describe('a diff of random maps', () => {
	it('added to the old snapshot gives the new one, in every column and text', () => {
		fc.assert(
			fc.property(randomPair, ([before, after]) => {
				const view = diffView(diffSnapshots(before, after));
				expect(readAll(applyDiff(before, view))).toEqual(readAll(after));
			}),
			{numRuns: 500},
		);
	});

	it('restates only what was unknown before', () => {
		fc.assert(
			fc.property(randomPair, ([before, after]) => {
				const {diff, restated} = diffView(diffSnapshots(before, after));
				const beforeOf = new Map(
					Array.from(diff.rows.blockAfter, (row, listed) => [row, diff.rows.blockBefore[listed]]),
				);
				for (const measure of storedMeasures) {
					const column = before.blocks.measures[measure];
					for (const row of restated.get(`measures.${measure}`)?.rows ?? []) {
						expect(column === undefined || Number.isNaN(column[beforeOf.get(row) ?? -1])).toBe(true);
					}
				}
			}),
		);
	});

	it('lists every block of both sides once, and every region by ascending address', () => {
		fc.assert(
			fc.property(randomPair, ([before, after]) => {
				const view = diffView(diffSnapshots(before, after));
				const {rows} = view.diff;
				const all = (count: number): readonly number[] => Array.from({length: count}, (_, row) => row);
				const listed = (column: Int32Array): readonly number[] => [...column].filter(row => row >= 0);
				expect(listed(rows.blockAfter)).toEqual(all(after.blocks.count));
				expect(listed(rows.blockBefore).toSorted((one, other) => one - other)).toEqual(all(before.blocks.count));
				expect(listed(rows.regionAfter)).toEqual(all(after.regions.count));
				const starts = all(view.regions.count).map(region => regionStart(view, region));
				expect(starts).toEqual(starts.toSorted((one, other) => one - other));
				for (let region = 0; region < view.regions.count; region++) {
					const first = view.regions.firstBlock[region] ?? 0;
					const end = view.regions.firstBlock[region + 1] ?? 0;
					expect(end).toBeGreaterThan(first);
					expect([...view.blocks.region.subarray(first, end)].every(row => row === region)).toBe(true);
				}
			}),
		);
	});

	it('comes in each type to what its rows come to, and to what the two tables of types differ in', () => {
		fc.assert(
			fc.property(randomPair, ([before, after]) => {
				const view = diffView(diffSnapshots(before, after));
				const [old, current] = [summarize(before), summarize(after)];
				for (const [code, {name}] of memoryTypes.entries()) {
					const row = summarize(view).types[code];
					expect(row?.regions).toBe((current.types[code]?.regions ?? 0) - (old.types[code]?.regions ?? 0));
					for (const measure of ['size', 'committed', 'totalWs', 'pss'] as const) {
						const known = row?.[measure];
						// Page Table has no rows.
						if (name !== 'Page Table' && known !== undefined) {
							expect(sumOfType(view, measure, code)).toBe(known);
						}
					}
				}
			}),
		);
	});

	it('with itself is all the same, and nothing in it is other than 0 or unknown', () => {
		fc.assert(
			fc.property(randomPair, ([, after]) => {
				const view = diffView(diffSnapshots(after, after));
				expect(view.diff.regionChanges.every(change => changeName(change) === 'same')).toBe(true);
				for (const column of Object.values(view.blocks.measures)) {
					expect(column?.every(value => value === 0 || Number.isNaN(value))).toBe(true);
				}
			}),
		);
	});

	it('says of every region what happened to it', () => {
		fc.assert(
			fc.property(randomPair, ([before, after]) => {
				const view = diffView(diffSnapshots(before, after));
				for (let region = 0; region < view.regions.count; region++) {
					expect(describeChange(view, region)).toMatch(/^[A-Z].*\.$/);
				}
			}),
		);
	});
});

function sumOfType(view: Snapshot, measure: StoredMeasure, code: number): number | undefined {
	const sizes = regionMeasure(view, measure);
	return sizes?.reduce((sum, size, region) => sum + (view.regions.type[region] === code ? size : 0), 0);
}

describe('the shape of a snapshot', () => {
	it('has the newer texts, the older ones of what is gone, and differences of everything that is counted', () => {
		const before = makeSnapshot([file(0x10_0000, '/lib/a.so', 'r--p'), anonymous(0x20_0000, 64)], {
			pageTable: 8192,
			counters: {VmSize: 100, VmPeak: 5},
			time: 1000,
		});
		const after = makeSnapshot([{...anonymous(0x20_0000, 64), details: 'named', evidence: 'It says so.'}], {
			pageTable: 4096,
			counters: {VmSize: 40, VmRSS: 7},
			time: 2000,
		});
		const view = diffView(diffSnapshots(before, after));
		const details = Array.from(view.regions.details, (_, row) => textAt(view, view.regions.details, row));
		expect(details).toEqual(['/lib/a.so', 'named']);
		expect(view).toMatchObject({pageTable: -4096, counters: {VmSize: -60}, time: 2000});
		expect(view.counters).not.toHaveProperty('VmRSS');
		expect(view.diff.before.snapshot.time).toBe(1000);
		expect(diffView(view.diff)).toBe(view);
	});
});
