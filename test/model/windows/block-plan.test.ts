import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {planBlocks} from '../../../source/model/windows/block-plan.ts';
import type {Label} from '../../../source/model/windows/labels.ts';
import {allocationEnd, findRun, type MemoryRuns} from '../../../source/model/windows/memory-runs.ts';

/** Runs from pairs of the hole before each and its size; all in pages. */
function makeRuns(pairs: readonly (readonly [number, number])[]): MemoryRuns {
	let address = 0;
	const rows = pairs.map(([hole, size]) => {
		const start = address + hole;
		address = start + size;
		return {start, size};
	});
	return {
		count: rows.length,
		start: Float64Array.from(rows, ({start}) => start),
		size: Float64Array.from(rows, ({size}) => size),
		allocationBase: Float64Array.from(rows, ({start}) => start),
		state: new Uint32Array(rows.length).fill(0x1000),
		protect: new Uint32Array(rows.length).fill(4),
		type: new Uint32Array(rows.length).fill(0x2_0000),
		end: address,
	};
}

/** Labels from pairs of the distance to the one before and the length. */
function makeLabels(pairs: readonly (readonly [number, number])[]): readonly Label[] {
	let address = 0;
	return pairs.map(([distance, length], index) => {
		const start = address + distance;
		address = start + length;
		return {start, end: address, text: `label ${index}`};
	});
}

const pairs = (least: number) => fc.array(fc.tuple(fc.nat(9), fc.integer({min: least, max: 9})), {maxLength: 12});

describe('the blocks of an address space', () => {
	it('cover every run, none twice, and have the label that lies there', () => {
		fc.assert(
			fc.property(pairs(1), pairs(1), (runPairs, labelPairs) => {
				const runs = makeRuns(runPairs);
				const labels = makeLabels(labelPairs);
				const plan = planBlocks(runs, labels);
				const seen = new Map<number, string>();
				for (let block = 0; block < plan.count; block++) {
					for (let page = 0; page < (plan.size[block] ?? 0); page++) {
						const address = (plan.start[block] ?? 0) + page;
						expect(seen.has(address)).toBe(false);
						expect(findRun(runs, address)).toBe(plan.run[block]);
						seen.set(address, plan.labels[block] ?? '');
					}
				}

				for (let address = 0; address < runs.end; address++) {
					const label = labels.find(({start, end}) => start <= address && address < end);
					expect(seen.get(address)).toBe(findRun(runs, address) === -1 ? undefined : (label?.text ?? ''));
				}
			}),
		);
	});

	it('are the runs themselves where nothing has a label', () => {
		const runs = makeRuns([
			[1, 2],
			[0, 3],
			[4, 5],
		]);
		const plan = planBlocks(runs, []);
		expect([...plan.start]).toEqual([...runs.start]);
		expect([...plan.size]).toEqual([...runs.size]);
		expect([...plan.run]).toEqual([0, 1, 2]);
	});
});

describe('looking for an allocation', () => {
	it('finds where it ends, and nothing where none begins', () => {
		const runs = {
			...makeRuns([
				[1, 2],
				[0, 3],
				[4, 5],
			]),
			allocationBase: Float64Array.of(1, 1, 10),
		};
		expect(allocationEnd(runs, 1)).toBe(6);
		expect(allocationEnd(runs, 10)).toBe(15);
		expect(allocationEnd(runs, 3)).toBe(3);
		expect(findRun(runs, 0)).toBe(-1);
		expect(findRun(runs, 6)).toBe(-1);
		expect(findRun(runs, 15)).toBe(-1);
	});
});
