import fc from 'fast-check';
import {expect, test} from 'vitest';
import {compareTables} from '../../../source/model/history/compare-tables.ts';
import {createHoldings} from '../../../source/model/history/holdings.ts';
import type {Table} from '../../../source/model/history/table.ts';
import {createTableLog, type TableLog} from '../../../source/model/history/table-log.ts';

/** Rows by their keys; the values of the three columns of a row. */
type Rows = ReadonlyMap<number, readonly [number, number, number]>;

/** Columns of equal content are one array where `isShared`. */
function tableOf(rows: Rows, isShared: boolean): Table {
	const keys = Float64Array.from([...rows.keys()].sort((one, other) => one - other));
	const columns: Float64Array<ArrayBuffer>[] = [];
	for (const column of [0, 1, 2] as const) {
		const values = Float64Array.from(keys, key => rows.get(key)?.[column] ?? 0);
		const same = columns.find(known => isShared && known.join(' ') === values.join(' '));
		columns.push(same ?? values);
	}

	return {count: keys.length, keys, columns: [keys, ...columns, Uint8Array.from(keys, key => key % 7)]};
}

type Step =
	| {readonly kind: 'put'; readonly key: number; readonly values: readonly [number, number, number]}
	| {readonly kind: 'remove'; readonly key: number}
	| {readonly kind: 'drop'; readonly index: number};

const value = fc.constantFrom(0, 0, 1, 2, Number.NaN);
const step: fc.Arbitrary<Step> = fc.oneof(
	fc.record({kind: fc.constant('put' as const), key: fc.nat({max: 12}), values: fc.tuple(value, value, value)}),
	// What columns of equal content do: they change alike, or one of them parts from the others.
	fc.record({
		kind: fc.constant('put' as const),
		key: fc.nat({max: 12}),
		values: value.map((one): [number, number, number] => [one, one, one]),
	}),
	fc.record({kind: fc.constant('remove' as const), key: fc.nat({max: 12})}),
	fc.record({kind: fc.constant('drop' as const), index: fc.nat({max: 8})}),
);

function change(rows: Rows, given: Step): Rows {
	const changed = new Map(rows);
	if (given.kind === 'put') {
		changed.set(given.key, given.values);
	} else if (given.kind === 'remove') {
		changed.delete(given.key);
	}

	return changed;
}

function readLog(log: TableLog, states: readonly Table[]): readonly (readonly (readonly number[])[])[] {
	return states.map((_, index) => log.restore(index).map(column => [...column]));
}

test('a log gives back every state, whatever came, went and was dropped between, and holds only what it needs', () => {
	fc.assert(
		fc.property(fc.array(step, {maxLength: 40}), fc.boolean(), (steps, isShared) => {
			const holdings = createHoldings();
			let rows: Rows = new Map([
				[3, [0, 0, 0]],
				[5, [1, 1, 1]],
			]);
			let last = tableOf(rows, isShared);
			const log = createTableLog(last, holdings);
			const states = [last];
			for (const given of steps) {
				if (given.kind === 'drop') {
					// The last state is what the next one follows from, so it stays.
					if (states.length > 1) {
						const index = given.index % (states.length - 1);
						log.drop(index);
						states.splice(index, 1);
					}
				} else {
					rows = change(rows, given);
					const compared = compareTables(last, tableOf(rows, isShared));
					log.append(compared);
					last = compared.table;
					states.push(last);
				}
			}

			expect(readLog(log, states)).toEqual(states.map(({columns}) => columns.map(column => [...column])));
			expect(log.changedBytes()).toBeLessThanOrEqual(holdings.bytes());
			log.release();
			expect(holdings.bytes()).toBe(0);
		}),
		{numRuns: 1000},
	);
});

test('columns in which nothing changed are those of the first state', () => {
	const first = tableOf(
		new Map([
			[1, [1, 2, 3]],
			[2, [4, 5, 6]],
		]),
		false,
	);
	const log = createTableLog(first, createHoldings());
	log.append(
		compareTables(
			first,
			tableOf(
				new Map([
					[1, [1, 2, 3]],
					[2, [4, 9, 6]],
				]),
				false,
			),
		),
	);
	const restored = log.restore(1);
	expect(restored.map((column, index) => column === first.columns[index])).toEqual([true, true, false, true, true]);
	expect([...(restored[2] ?? [])]).toEqual([2, 9]);
	expect([...(first.columns[2] ?? [])]).toEqual([2, 5]);
});

test('columns that were one array are one array when they are restored', () => {
	const first = tableOf(new Map([[1, [1, 1, 3]]]), true);
	const log = createTableLog(first, createHoldings());
	log.append(compareTables(first, tableOf(new Map([[1, [2, 2, 3]]]), true)));
	const [, one, other] = log.restore(1);
	expect(one).toBe(other);
	expect([...(one ?? [])]).toEqual([2]);
});

test('a row that comes takes a few words, wherever it comes', () => {
	const rows: Rows = new Map(Array.from({length: 2000}, (_, key) => [key * 2, [key, key % 5, 1]] as const));
	const first = tableOf(rows, false);
	const holdings = createHoldings();
	const log = createTableLog(first, holdings);
	const before = holdings.bytes();
	log.append(compareTables(first, tableOf(new Map([...rows, [1001, [7, 7, 7]]]), false)));
	expect(holdings.bytes() - before).toBeLessThan(200);
});
