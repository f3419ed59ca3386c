import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {describe, expect, it} from 'vitest';
import {createHistory} from '../../../source/model/history/history.ts';
import {listBuffers} from '../../../source/model/history/list-buffers.ts';
import {type StoredMeasure, storedMeasures} from '../../../source/model/measure.ts';
import type {NumberColumn, Snapshot} from '../../../source/model/snapshot.ts';
import {makeLargeSnapshot} from '../../helpers/snapshots.ts';

const changing = ['totalWs', 'privateWs', 'pss', 'uss', 'dirty', 'referenced'] as const satisfies StoredMeasure[];

/** What the sampler would hand over next: arrays of its own, with `rows` blocks that hold a page more. */
function sampleAgain(snapshot: Snapshot, rows: readonly number[]): Snapshot {
	const {blocks, regions} = snapshot;
	const measures: Partial<Record<StoredMeasure, NumberColumn>> = {};
	for (const measure of storedMeasures) {
		const column = blocks.measures[measure]?.slice() ?? new Float64Array(blocks.count);
		for (const row of changing.some(name => name === measure) ? rows : []) {
			column[row] = (column[row] ?? 0) + 4096;
		}

		measures[measure] = column;
	}

	return {
		...snapshot,
		time: snapshot.time + 1000,
		blocks: {
			count: blocks.count,
			start: blocks.start.slice(),
			region: blocks.region.slice(),
			protection: blocks.protection.slice(),
			details: blocks.details.slice(),
			measures: {...measures, size: blocks.measures.size.slice()},
		},
		regions: {
			count: regions.count,
			firstBlock: regions.firstBlock.slice(),
			type: regions.type.slice(),
			kind: regions.kind.slice(),
			details: regions.details.slice(),
			evidence: regions.evidence.slice(),
			isInferred: regions.isInferred.slice(),
			protection: regions.protection.slice(),
		},
	};
}

/** Bytes of the arrays and texts of one snapshot. */
function bytesOf(snapshot: Snapshot): number {
	const buffers = [...listBuffers(snapshot)].reduce((sum, {byteLength}) => sum + byteLength, 0);
	return buffers + snapshot.strings.reduce((sum, text) => sum + text.length, 0);
}

/** Bytes of arrays that anything in this process still holds. */
function arrayBytesInUse(): number {
	setFlagsFromString('--expose-gc');
	const collectGarbage: () => void = runInNewContext('gc');
	collectGarbage();
	collectGarbage();
	return process.memoryUsage().arrayBuffers;
}

describe('the memory of a history', () => {
	const first = makeLargeSnapshot(5000, 3);

	it('is less than three snapshots for 1,000 of a quiet process', () => {
		const before = arrayBytesInUse();
		const history = createHistory();
		let sample = first;
		for (let index = 0; index < 1000; index++) {
			// In most seconds nothing changes, in the others three rows of a few.
			sample = sampleAgain(sample, index % 5 === 0 ? [17, 1200 + (index % 3), 4999] : []);
			history.add(sample);
		}

		sample = first;
		const held = arrayBytesInUse() - before;
		expect(history.length()).toBe(1000);
		expect(history.bytes()).toBeLessThan(3 * bytesOf(first));
		expect(held).toBeLessThan(3 * bytesOf(first));
		// What it says is what it takes, but for arrays that have room to grow.
		expect(held).toBeLessThan(1.1 * history.bytes());
	});

	it('counts the snapshots that it remembers to have restored', () => {
		const history = createHistory();
		let sample = first;
		for (let index = 0; index < 30; index++) {
			sample = sampleAgain(sample, [index * 100]);
			history.add(sample);
		}

		const before = history.bytes();
		const column = history.at(3).blocks.measures.totalWs;
		expect(history.bytes() - before).toBe(changing.length * (column?.byteLength ?? 0));
		history.at(7);
		history.at(9);
		// Two are remembered, so the first of the three is not any more.
		expect(history.bytes() - before).toBe(2 * changing.length * (column?.byteLength ?? 0));
	});

	it('stays under its limit, and most of what goes is the oldest', () => {
		const limitBytes = 1.3 * 2 ** 20;
		const history = createHistory({limitBytes});
		let sample = first;
		for (let index = 0; index < 500; index++) {
			sample = sampleAgain(sample, [index % 40, (index * 7) % 60, (index * 31) % 5000]);
			history.add(sample, {isMarked: index === 100});
			expect(history.bytes()).toBeLessThan(limitBytes);
		}

		const numbers = Array.from({length: history.length()}, (_, index) => history.numberAt(index));
		expect(numbers).toContain(101);
		expect(history.droppedCount()).toBe(500 - numbers.length);
		const counts = [1, 126, 251, 376].map(
			from => numbers.filter(number => number >= from && number < from + 125).length,
		);
		expect(counts.every(count => count > 0)).toBe(true);
		expect(counts.at(-1)).toBeGreaterThan(counts[0] ?? 0);
	});
});
