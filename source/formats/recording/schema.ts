import {type StoredMeasure, storedMeasures} from '../../model/measure.ts';
import {memoryTypes} from '../../model/memory-type.ts';
import {levelBits, openNode} from './snapshot-tree.ts';

/** Bytes 68 to 71 of the file, SQLite's application_id: `vmap`. */
export const applicationId = 0x76_6d_61_70;

/** SQLite's user_version. Counts up when a reader of the version before would misread the file. */
export const recordingVersion = 1;

/** In bytes. Smaller than SQLite's own choice: a quiet process fills few pages, and each table ends with one that is not full. */
export const sqlitePageSize = 1024;

/** The column in which a measure is stored: `total_ws` for `totalWs`. */
export function measureColumn(measure: string): string {
	return measure.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

/** The stored measures with their columns. */
export const measureColumns: readonly {readonly measure: StoredMeasure; readonly column: string}[] = storedMeasures.map(
	measure => ({measure, column: measureColumn(measure)}),
);

/** Stands before the name of a field of smaps, since some have the name of a measure: `smaps_Swap`. */
export const fieldPrefix = 'smaps_';

/** Stands before the name of a measure of a region that is not the sum over its blocks: `own_private`. */
export const ownPrefix = 'own_';

/** What only Linux knows of a block, but for the fields of smaps. */
export const linuxTexts = [
	{name: 'path', column: 'path'},
	{name: 'device', column: 'device'},
	{name: 'vmFlags', column: 'vm_flags'},
] as const;

export const linuxNumbers = [
	{name: 'offset', column: 'offset'},
	{name: 'inode', column: 'inode'},
] as const;

/** Columns of texts hold rows of the table `text`. */
export const blockTexts = ['protection', 'details'] as const;

export const regionTexts = ['kind', 'details', 'evidence', 'protection'] as const;

/** What holds of a snapshot besides its rows, its time and its cost, and seldom changes. */
export const stateColumns = [
	'platform',
	'page_size',
	'pid',
	'name',
	'address_digits',
	'command',
	'executable',
	'architecture',
	'user',
	'parent_pid',
	'threads',
	'start_time',
	'page_table',
	'cost_source',
	'cost_attempts',
	'notices',
	'block_columns',
	'region_columns',
	'blocks',
	'regions',
] as const;

/** A name as SQL has it, whatever characters are in it. */
export function quoteName(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

const integers = (names: readonly string[]): string => names.map(name => `${name} INTEGER`).join(', ');
const measures = integers(measureColumns.map(({column}) => column));

/**
 * Makes the tables; docs/recording.md describes them. They are not STRICT, which some sqlite3 programs in use cannot
 * read yet (it came with 3.37). WITHOUT ROWID keeps rows in the order of their key: those of one node of the tree of
 * snapshots lie together, by address.
 */
export const createTables = `
CREATE TABLE snapshot (number INTEGER PRIMARY KEY, time INTEGER, cost_milliseconds REAL, state INTEGER);
CREATE TABLE state (id INTEGER PRIMARY KEY, ${integers(stateColumns)});
CREATE TABLE block (node INTEGER, address INTEGER, first INTEGER, last INTEGER, region INTEGER, ${integers(blockTexts)},
	${measures},
	${integers([...linuxTexts, ...linuxNumbers].map(({column}) => column))},
	PRIMARY KEY (node, address)) WITHOUT ROWID;
CREATE TABLE region (node INTEGER, address INTEGER, first INTEGER, last INTEGER, size INTEGER, blocks INTEGER,
	runs INTEGER, type INTEGER, is_inferred INTEGER, ${integers(regionTexts)},
	PRIMARY KEY (node, address)) WITHOUT ROWID;
CREATE TABLE summary (type INTEGER, first INTEGER, regions INTEGER, blocks INTEGER, largest INTEGER, ${measures},
	PRIMARY KEY (type, first)) WITHOUT ROWID;
CREATE TABLE counter (name INTEGER, first INTEGER, bytes INTEGER, PRIMARY KEY (name, first)) WITHOUT ROWID;
CREATE TABLE text (id INTEGER PRIMARY KEY, text TEXT);
CREATE TABLE type (code INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE level (bit INTEGER PRIMARY KEY);
INSERT INTO type VALUES ${memoryTypes.map(({name}, code) => `(${code}, '${name}')`).join(', ')};
INSERT INTO level VALUES ${[openNode, ...levelBits].map(bit => `(${bit})`).join(', ')};
`;
