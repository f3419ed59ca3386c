import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {nodeOfRun, nodesOfSnapshot, openNode, snapshotLimit} from '../../../source/formats/recording/snapshot-tree.ts';

const runWithSnapshot = fc
	.tuple(
		fc.integer({min: 1, max: snapshotLimit - 1}),
		fc.integer({min: 1, max: snapshotLimit - 1}),
		fc.integer({min: 1, max: snapshotLimit - 1}),
	)
	.map(numbers => numbers.toSorted((one, other) => one - other) as [number, number, number]);

describe('the tree of snapshots', () => {
	test('keeps a run at the number with the most zero bits at its end', () => {
		expect(nodeOfRun(1, 1)).toBe(1);
		expect(nodeOfRun(1, 7)).toBe(4);
		expect(nodeOfRun(5, 7)).toBe(6);
		expect(nodeOfRun(4, 5)).toBe(4);
		expect(nodeOfRun(3, 9)).toBe(8);
	});

	test('looks for a snapshot wherever a run that holds it is kept', () => {
		fc.assert(
			fc.property(runWithSnapshot, ([first, number, last]) => {
				const node = nodeOfRun(first, last);
				expect(node).toBeGreaterThanOrEqual(first);
				expect(node).toBeLessThanOrEqual(last);
				expect(nodesOfSnapshot(number)).toContain(node);
			}),
		);
	});

	test('looks in a few places only, one of which has what is still there', () => {
		expect(nodesOfSnapshot(10_000)).toContain(openNode);
		expect(new Set(nodesOfSnapshot(10_000)).size).toBe(31);
	});
});
