import type {ProcessFacts, Snapshot} from '../../model/snapshot.ts';
import {readArray, readChoice, readNumber, readText, readWholeNumber, refuse} from '../json-value.ts';
import {parseJson} from '../parse-json.ts';
import {architectures, withoutUnknown} from '../read-json.ts';
import {firstRow, type Query} from './query.ts';
import {stateColumns} from './schema.ts';
import type {TextReader} from './text-reader.ts';

/** What a snapshot has besides its columns, with what is needed to read those. */
export type SnapshotFacts = {
	readonly facts: Omit<Snapshot, 'strings' | 'blocks' | 'regions'>;
	readonly blockCount: number;
	readonly regionCount: number;
	/** The columns of `block` and `region` that this snapshot has. */
	readonly blockColumns: readonly string[];
	readonly regionColumns: readonly string[];
};

/** Reads the facts of snapshot `number`. Throws a SyntaxError that says what is wrong. */
export function readFacts(query: Query, {textOf}: TextReader, number: number): SnapshotFacts {
	const moment = firstRow(query('SELECT time, cost_milliseconds, state FROM snapshot WHERE number = ?', number));
	const [time, milliseconds, row] = moment ?? refuse(`snapshot ${number}`, 'there');
	const state = readState(query, row);
	const readList = (column: 'notices' | 'block_columns' | 'region_columns'): readonly string[] =>
		readArray(parseJson(textOf(state(column))), column).map(item => readText(item, column));
	const pageTable = state('page_table');
	return {
		facts: {
			platform: readChoice(textOf(state('platform')), ['linux', 'windows'], 'platform'),
			time: readNumber(time, 'time'),
			process: readProcess(state, textOf),
			pageSize: readWholeNumber(state('page_size'), 'page_size'),
			cost: {
				milliseconds: readNumber(milliseconds, 'cost_milliseconds'),
				source: readChoice(
					textOf(state('cost_source')),
					['smaps', 'maps', 'VirtualQueryEx', 'PssCaptureSnapshot', 'file'],
					'cost_source',
				),
				attempts: readWholeNumber(state('cost_attempts'), 'cost_attempts'),
			},
			notices: readList('notices'),
			...(pageTable !== null && {pageTable: readNumber(pageTable, 'page_table')}),
			counters: readCounters(query, {textOf}, number),
		},
		blockCount: readWholeNumber(state('blocks'), 'blocks'),
		regionCount: readWholeNumber(state('regions'), 'regions'),
		blockColumns: readList('block_columns'),
		regionColumns: readList('region_columns'),
	};
}

/** The value in a column of the table `state`. */
type State = (column: (typeof stateColumns)[number]) => unknown;

function readState(query: Query, row: unknown): State {
	const sql = `SELECT ${stateColumns.join(', ')} FROM state WHERE id = ?`;
	const values = firstRow(query(sql, readWholeNumber(row, 'state'))) ?? refuse(`state ${row}`, 'there');
	return column => values[stateColumns.indexOf(column)];
}

function readProcess(state: State, textOf: TextReader['textOf']): ProcessFacts {
	const optional = {
		pid: ifKnown(state('pid'), value => readWholeNumber(value, 'pid')),
		command: ifKnown(state('command'), textOf),
		executable: ifKnown(state('executable'), textOf),
		architecture: ifKnown(state('architecture'), value => readChoice(textOf(value), architectures, 'architecture')),
		user: ifKnown(state('user'), textOf),
		parentPid: ifKnown(state('parent_pid'), value => readWholeNumber(value, 'parent_pid')),
		threads: ifKnown(state('threads'), value => readWholeNumber(value, 'threads')),
		startTime: ifKnown(state('start_time'), value => readNumber(value, 'start_time')),
	};
	return {
		name: textOf(state('name')),
		addressDigits: state('address_digits') === 8 ? 8 : 16,
		...withoutUnknown(optional),
	};
}

/** What `read` makes of a value; undefined for NULL. */
function ifKnown<Value>(value: unknown, read: (value: unknown) => Value): Value | undefined {
	return value === null ? undefined : read(value);
}

/** Several times the counters that any system has. */
const mostCounters = 1000;

/** The counters of a snapshot: of each, the newest value that is not newer. NULL says that it was no longer told. */
function readCounters(query: Query, {textOf}: TextReader, number: number): Readonly<Record<string, number>> {
	const counters: (readonly [string, number])[] = [];
	let name: unknown = -1;
	for (let count = 0; count <= mostCounters; count++) {
		name = firstRow(query('SELECT name FROM counter WHERE name > ? ORDER BY name LIMIT 1', Number(name)))?.[0];
		if (name === undefined) {
			return Object.fromEntries(counters);
		}

		const sql = 'SELECT bytes FROM counter WHERE name = ? AND first <= ? ORDER BY first DESC LIMIT 1';
		const bytes = firstRow(query(sql, Number(name), number))?.[0] ?? null;
		if (bytes !== null) {
			counters.push([textOf(name), readNumber(bytes, 'bytes of a counter')]);
		}
	}

	return refuse('counter', `a table of no more than ${mostCounters} names`);
}
