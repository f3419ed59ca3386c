import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {columns, findColumn} from '../../source/model/column.ts';
import {toDoubleKeys} from '../../source/model/numbers/double-keys.ts';
import {sortRows} from '../../source/model/numbers/radix-sort.ts';
import {regionMeasure} from '../../source/model/region-measures.ts';
import {numberAt, regionRunCount, type Snapshot, textAt} from '../../source/model/snapshot.ts';
import {sortRegions} from '../../source/model/sort.ts';
import {arbitrarySnapshot} from '../helpers/arbitrary-snapshot.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const snapshot = makeSnapshot(
	[
		{details: 'beta', totalWs: 4096},
		{details: 'Alpha', totalWs: undefined},
		{details: '', totalWs: 8192},
		{details: 'alpha', totalWs: 4096},
		{details: 'gamma', totalWs: 0},
	].map(({details, totalWs}, index) => ({
		type: index % 2 === 0 ? ('Heap' as const) : ('Image' as const),
		details,
		start: 0x10_000 * (index + 1),
		blocks: [{size: 4096, protection: 'rw-p', ...(totalWs !== undefined && {measures: {totalWs}})}],
	})),
);

test.each([
	['address', false, [0, 1, 2, 3, 4]],
	['address', true, [4, 3, 2, 1, 0]],
	['totalWs', false, [2, 0, 3, 4, 1]],
	['totalWs', true, [4, 0, 3, 2, 1]],
	['details', false, [1, 3, 0, 4, 2]],
	['details', true, [4, 0, 1, 3, 2]],
	['type', false, [1, 3, 0, 2, 4]],
	['type', true, [0, 2, 4, 1, 3]],
	['pss', false, [0, 1, 2, 3, 4]],
] as const)('by %s, reversed %s: %j', (column, isReversed, order) => {
	expect([...sortRegions(snapshot, {column, isReversed})]).toEqual(order);
});

test('sorts as a comparison of two regions does, ties by address', () => {
	fc.assert(
		fc.property(
			arbitrarySnapshot,
			fc.constantFrom(...columns.map(({id}) => id)),
			fc.boolean(),
			(made, column, isReversed) => {
				const keys = Array.from({length: made.regions.count}, (_, region) => keyOf(made, region, column));
				const isDescending = isReversed !== isBigFirst(column);
				const expected = [...keys.keys()].sort((one, other) => {
					const [left, right] = [keys[one], keys[other]];
					if (left === undefined || right === undefined) {
						return Number(left === undefined) - Number(right === undefined) || one - other;
					}

					const order = left < right ? -1 : left > right ? 1 : 0;
					return (isDescending ? -order : order) || one - other;
				});
				expect([...sortRegions(made, {column, isReversed})]).toEqual(expected);
			},
		),
		{numRuns: 1000},
	);
});

test('remembers the last order of a snapshot, and no other', () => {
	const order = sortRegions(snapshot, {column: 'size', isReversed: false});
	expect(sortRegions(snapshot, {column: 'size', isReversed: false})).toBe(order);
	expect([...sortRegions(snapshot, {column: 'totalWs', isReversed: false})]).toEqual([2, 0, 3, 4, 1]);
	expect([...sortRegions(snapshot, {column: 'totalWs', isReversed: true})]).toEqual([4, 0, 3, 2, 1]);
});

describe('radix sort', () => {
	const doubles = fc.array(
		fc.oneof(
			fc.double(),
			fc.constantFrom(
				0,
				-0,
				1 + Number.EPSILON,
				1,
				-1,
				-1 - Number.EPSILON,
				Number.NaN,
				Infinity,
				-Infinity,
				Number.MIN_VALUE,
				-4096,
			),
			fc.nat(1000).map(pages => pages * 4096),
		),
	);

	test('orders doubles of either sign, keeps equal ones in order and has NaN last', () => {
		fc.assert(
			fc.property(doubles, fc.boolean(), (numbers, isDescending) => {
				const {high, low} = toDoubleKeys(Float64Array.from(numbers), isDescending);
				const expected = [...numbers.keys()].sort((one, other) => {
					const [left = 0, right = 0] = [numbers[one], numbers[other]];
					if (Number.isNaN(left) || Number.isNaN(right)) {
						return Number(Number.isNaN(left)) - Number(Number.isNaN(right)) || one - other;
					}

					const order = left < right ? -1 : left > right ? 1 : 0;
					return (isDescending ? -order : order) || one - other;
				});
				expect([...sortRows(high, low)]).toEqual(expected);
			}),
		);
	});

	test('orders whole numbers of 32 bits', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(fc.nat(3), fc.nat(), fc.constant(0xffff_ffff))), numbers => {
				const expected = [...numbers.keys()].sort(
					(one, other) => (numbers[one] ?? 0) - (numbers[other] ?? 0) || one - other,
				);
				expect([...sortRows(Uint32Array.from(numbers))]).toEqual(expected);
			}),
		);
	});
});

function isBigFirst(id: (typeof columns)[number]['id']): boolean {
	const {kind} = findColumn(id);
	return kind === 'bytes' || kind === 'count';
}

function keyOf(made: Snapshot, region: number, id: (typeof columns)[number]['id']): number | string | undefined {
	switch (id) {
		case 'address':
			return region;
		case 'type':
			return made.regions.type[region];
		case 'blocks':
			return regionRunCount(made, region);
		case 'largest':
			return numberAt(regionMeasure(made, 'size'), region);
		case 'kind':
		case 'details':
		case 'protection':
			return textAt(made, made.regions[id], region).toLowerCase() || undefined;
		default:
			return numberAt(regionMeasure(made, id), region);
	}
}
