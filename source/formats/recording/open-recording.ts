import {statSync} from 'node:fs';
import type {DatabaseSync} from 'node:sqlite';
import type {TotalMeasure, TotalsType} from '../../model/history/totals.ts';
import {isMemoryType, type TypeCode, typeCode} from '../../model/memory-type.ts';
import type {NumberColumn, Snapshot, TextColumn} from '../../model/snapshot.ts';
import {refuse} from '../json-value.ts';
import {createTextRows} from '../text-rows.ts';
import {toBlocks} from './block-reader.ts';
import {checkTables} from './check-tables.ts';
import {readFacts} from './facts-reader.ts';
import {checkFileHeader} from './file-header.ts';
import {openDatabase, walSize} from './open-database.ts';
import {createQuery, type Query} from './query.ts';
import {readTotals} from './read-totals.ts';
import {explainErrors, RecordingError} from './recording-error.ts';
import {toRegions} from './region-reader.ts';
import {readRuns} from './run-reader.ts';
import {snapshotLimit} from './snapshot-tree.ts';
import {createStoredColumns} from './stored-columns.ts';
import {createTextReader, type TextReader} from './text-reader.ts';

/** A recording that is open for reading. Another process may still be writing it. */
export type Recording = {
	/** When each snapshot was taken, in milliseconds since 1970. Its place in this list is the snapshot's index. */
	readonly times: () => readonly number[];
	/** Looks for snapshots that have been added since, and says whether there are any. Throws a RecordingError. */
	readonly poll: () => boolean;
	/** Restores a snapshot exactly. Throws a RecordingError that says what is wrong with the file. */
	readonly readSnapshot: (index: number) => Snapshot;
	/** A measure of a type in every snapshot, in bytes; NaN where it is unknown. Throws a RecordingError. */
	readonly readTotals: (measure: TotalMeasure, type: TotalsType) => Float64Array<ArrayBuffer>;
	readonly close: () => void;
};

/**
 * Opens a recording. The file may come from anywhere: it is refused with the reason, a RecordingError, or the system's
 * error where it cannot be read.
 */
export function openRecording(file: string): Recording {
	checkFileHeader(file);
	const database = explainErrors(() => openDatabase(file));
	try {
		return explainErrors(() => createRecording(database, file));
	} catch (error) {
		database.close();
		throw error;
	}
}

function createRecording(database: DatabaseSync, file: string): Recording {
	const query = createQuery(database);
	const texts = createTextReader(query);
	checkTables(query);
	const types = readTypes(query);
	const times: number[] = [];
	readTimes(query, times);
	if (times.length === 0) {
		throw new RecordingError('it has no snapshot');
	}

	const readSnapshot = (number: number): Snapshot => {
		const {facts, blockCount, regionCount, blockColumns, regionColumns} = readFacts(query, texts, number);
		const fileSize = statSync(file).size + walSize(file);
		const blockRows = readRuns(query, {table: 'block', number, count: blockCount, columns: blockColumns, fileSize});
		const regionRows = readRuns(query, {table: 'region', number, count: regionCount, columns: regionColumns, fileSize});
		const {strings, toTexts} = createTextColumns(texts);
		const blocks = toBlocks(blockRows, createStoredColumns('block', blockRows, toTexts));
		const ofRegions = createStoredColumns('region', regionRows, toTexts);
		const {regions, regionOfBlock} = toRegions(regionRows, ofRegions, blockRows, types);
		return {...facts, strings, blocks: {...blocks, region: regionOfBlock}, regions};
	};

	return {
		times: () => times,
		poll: () => explainErrors(() => readTimes(query, times)),
		readSnapshot: index =>
			explainErrors(
				() => {
					// All of it as it is at one moment, while a writer may add to the file.
					database.exec('BEGIN');
					try {
						return readSnapshot(index + 1);
					} finally {
						database.exec('ROLLBACK');
					}
				},
				`snapshot ${index + 1}: `,
			),
		readTotals: (measure, type) => explainErrors(() => readTotals(query, {measure, type, count: times.length})),
		close: () => database.close(),
	};
}

/** Adds the times of the snapshots that come after those in `times`, and says whether there are any. */
function readTimes(query: Query, times: number[]): boolean {
	const before = times.length;
	const sql = 'SELECT number, time FROM snapshot WHERE number > ? ORDER BY number LIMIT ?';
	for (const [number, time] of query(sql, before, snapshotLimit)) {
		if (number !== times.length + 1 || typeof time !== 'number') {
			return refuse(`snapshot ${times.length + 1}`, 'there, with its time');
		}

		times.push(time);
	}

	return times.length > before;
}

/** The file's own codes of the types of memory. */
function readTypes(query: Query): ReadonlyMap<number, TypeCode> {
	const types = new Map<number, TypeCode>();
	for (const [code, name] of query('SELECT code, name FROM type LIMIT 256')) {
		if (typeof code !== 'number' || typeof name !== 'string' || !isMemoryType(name)) {
			return refuse('type', 'a table of the types of memory');
		}

		types.set(code, typeCode(name));
	}

	return types;
}

/** The table of texts of one snapshot, filled as its columns are made. */
function createTextColumns({textOf}: TextReader): {
	readonly strings: readonly string[];
	readonly toTexts: (column: NumberColumn) => TextColumn;
} {
	const {texts: strings, rowOf} = createTextRows();
	const rows = new Map<number, number>();
	return {
		strings,
		toTexts: column =>
			Uint32Array.from(column, stored => {
				const known = rows.get(stored);
				if (known !== undefined) {
					return known;
				}

				const row = rowOf(textOf(stored));
				rows.set(stored, row);
				return row;
			}),
	};
}
