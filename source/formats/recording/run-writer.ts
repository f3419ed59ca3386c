import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {NumberColumn} from '../../model/snapshot.ts';
import {quoteName} from './schema.ts';
import {nodeOfRun, openNode} from './snapshot-tree.ts';
import {toSqlAddress, toSqlNumber} from './sql-value.ts';

/** The blocks or regions of one snapshot as their table has them, ascending by address. */
export type RunRows = {
	readonly address: NumberColumn;
	/** All other columns, in the order of the table. NaN is NULL. */
	readonly columns: ReadonlyMap<string, ArrayLike<number>>;
};

export type RunWriter = {
	/** Stores what is not as the snapshot before had it. Snapshots are numbered 1, 2, 3... */
	readonly write: (number: number, rows: RunRows) => void;
};

/** Writes into `block` or `region`: a row as long as it stays the same in all columns is stored once. */
export function createRunWriter(database: DatabaseSync, table: 'block' | 'region'): RunWriter {
	const end = database.prepare(`UPDATE ${table} SET node = ?, last = ? WHERE node = ${openNode} AND address = ?`);
	let insert: StatementSync | undefined;
	let names: readonly string[] = [];
	let before: RunRows = {address: new Float64Array(0), columns: new Map()};
	/** The number of the snapshot that first had each row of `before`. */
	let firsts = new Float64Array(0);

	return {
		write(number, rows) {
			const added = [...rows.columns.keys()].filter(name => !names.includes(name));
			if (added.length > 0 || !insert) {
				names = [...names, ...added];
				insert = prepareInsert(database, table, names);
			}

			const {oldRows, isKept, gone} = matchRows(before, rows, names);
			for (const row of gone) {
				endRow(row);
			}

			const columns = names.map(name => rows.columns.get(name));
			const nextFirsts = new Float64Array(rows.address.length);
			for (let row = 0; row < rows.address.length; row++) {
				const oldRow = oldRows[row] ?? -1;
				if (isKept[row]) {
					nextFirsts[row] = firsts[oldRow] ?? 0;
					continue;
				}

				if (oldRow !== -1) {
					endRow(oldRow);
				}

				nextFirsts[row] = number;
				const values = columns.map(column => toSqlNumber(column?.[row]));
				insert.run(toSqlAddress(rows.address[row] ?? 0), number, ...values);
			}

			before = rows;
			firsts = nextFirsts;

			function endRow(row: number): void {
				const last = number - 1;
				end.run(nodeOfRun(firsts[row] ?? 1, last), last, toSqlAddress(before.address[row] ?? 0));
			}
		},
	};
}

function prepareInsert(database: DatabaseSync, table: string, names: readonly string[]): StatementSync {
	const columns = ['node', 'address', 'first', ...names].map(quoteName).join(', ');
	return database.prepare(`INSERT INTO ${table} (${columns}) VALUES (${openNode}, ?, ?${', ?'.repeat(names.length)})`);
}

type Match = {
	/** The row of the snapshot before that has the same address; -1 where none has. */
	readonly oldRows: Int32Array;
	/** 1 where all columns are as they were. */
	readonly isKept: Uint8Array;
	/** Rows of the snapshot before whose addresses are there no more. */
	readonly gone: readonly number[];
};

function matchRows(before: RunRows, now: RunRows, names: readonly string[]): Match {
	const oldRows = new Int32Array(now.address.length).fill(-1);
	const isKept = new Uint8Array(now.address.length);
	const gone: number[] = [];
	let oldRow = 0;
	for (let row = 0; row < now.address.length; row++) {
		const address = now.address[row] ?? 0;
		while (oldRow < before.address.length && (before.address[oldRow] ?? 0) < address) {
			gone.push(oldRow++);
		}

		if (before.address[oldRow] === address) {
			oldRows[row] = oldRow++;
			isKept[row] = 1;
		}
	}

	while (oldRow < before.address.length) {
		gone.push(oldRow++);
	}

	for (const name of names) {
		markChanges(before.columns.get(name), now.columns.get(name), oldRows, isKept);
	}

	return {oldRows, isKept, gone};
}

/** Unmarks the rows of which one column changed. Column by column is several times as fast as row by row. */
function markChanges(
	before: ArrayLike<number> | undefined,
	now: ArrayLike<number> | undefined,
	oldRows: Int32Array,
	isKept: Uint8Array,
): void {
	if (before === undefined && now === undefined) {
		return;
	}

	for (let row = 0; row < oldRows.length; row++) {
		const value = now?.[row] ?? Number.NaN;
		const old = before?.[oldRows[row] ?? -1] ?? Number.NaN;
		// NaN is unknown, and unknown still is no change.
		if (value !== old && (!Number.isNaN(value) || !Number.isNaN(old))) {
			isKept[row] = 0;
		}
	}
}
