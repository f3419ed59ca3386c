import type {DatabaseSync} from 'node:sqlite';
import type {Snapshot} from '../../model/snapshot.ts';
import {summarize} from '../../model/summary.ts';
import {measureColumns} from './schema.ts';
import {toSqlNumber} from './sql-value.ts';
import type {TextWriter} from './text-writer.ts';

/** Writes what changes from snapshot to snapshot of the sums by type and of the system's counters. */
export type SummaryWriter = {
	readonly write: (number: number, snapshot: Snapshot) => void;
};

export function createSummaryWriter(database: DatabaseSync, texts: TextWriter): SummaryWriter {
	const insertSummary = database.prepare(`INSERT INTO summary VALUES (?${', ?'.repeat(4 + measureColumns.length)})`);
	const insertCounter = database.prepare('INSERT INTO counter VALUES (?, ?, ?)');
	const summaryBefore: string[] = [];
	let countersBefore: Snapshot['counters'] = {};

	return {
		write(number, snapshot) {
			for (const [code, row] of summarize(snapshot).types.entries()) {
				const values = [row.regions, row.blocks, row.largest, ...measureColumns.map(({measure}) => row[measure])];
				const key = values.join(' ');
				if (summaryBefore[code] !== key) {
					summaryBefore[code] = key;
					insertSummary.run(code, number, ...values.map(toSqlNumber));
				}
			}

			const {counters} = snapshot;
			for (const [name, bytes] of Object.entries(counters)) {
				if (!Object.hasOwn(countersBefore, name) || countersBefore[name] !== bytes) {
					insertCounter.run(texts.rowOf(name), number, bytes);
				}
			}

			for (const name of Object.keys(countersBefore)) {
				if (!Object.hasOwn(counters, name)) {
					insertCounter.run(texts.rowOf(name), number, null);
				}
			}

			countersBefore = counters;
		},
	};
}
