import type {DatabaseSync} from 'node:sqlite';
import type {Snapshot} from '../../model/snapshot.ts';
import {stateColumns} from './schema.ts';
import {toSqlNumber} from './sql-value.ts';
import type {TextWriter} from './text-writer.ts';

/** Writes into the table `state`, a row for each state that a snapshot is the first to have. */
export type StateWriter = {
	/** The row of the state of a snapshot, whose blocks and regions have the columns that are given. */
	readonly rowOf: (snapshot: Snapshot, blockColumns: readonly string[], regionColumns: readonly string[]) => number;
};

export function createStateWriter(database: DatabaseSync, texts: TextWriter): StateWriter {
	const insert = database.prepare(`INSERT INTO state VALUES (?${', ?'.repeat(stateColumns.length)})`);
	const rows = new Map<string, number>();
	const textOrNull = (text: string | undefined): number | null => (text === undefined ? null : texts.rowOf(text));

	return {
		rowOf({platform, pageSize, process, pageTable, cost, notices, blocks, regions}, blockColumns, regionColumns) {
			const state: Readonly<Record<(typeof stateColumns)[number], number | null>> = {
				platform: texts.rowOf(platform),
				page_size: pageSize,
				pid: toSqlNumber(process.pid),
				name: texts.rowOf(process.name),
				address_digits: process.addressDigits,
				command: textOrNull(process.command),
				executable: textOrNull(process.executable),
				architecture: textOrNull(process.architecture),
				user: textOrNull(process.user),
				parent_pid: toSqlNumber(process.parentPid),
				threads: toSqlNumber(process.threads),
				start_time: toSqlNumber(process.startTime),
				page_table: toSqlNumber(pageTable),
				cost_source: texts.rowOf(cost.source),
				cost_attempts: cost.attempts,
				notices: texts.rowOf(JSON.stringify(notices)),
				block_columns: texts.rowOf(JSON.stringify(blockColumns)),
				region_columns: texts.rowOf(JSON.stringify(regionColumns)),
				blocks: blocks.count,
				regions: regions.count,
			};
			const values = stateColumns.map(column => state[column]);
			const key = values.join(' ');
			const known = rows.get(key);
			if (known !== undefined) {
				return known;
			}

			const row = rows.size + 1;
			insert.run(row, ...values);
			rows.set(key, row);
			return row;
		},
	};
}
