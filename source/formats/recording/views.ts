import type {DerivedMeasure} from '../../model/measure.ts';
import {operandsOf} from '../../model/region-measures.ts';
import {
	blockTexts,
	linuxNumbers,
	linuxTexts,
	measureColumn,
	measureColumns,
	ownPrefix,
	quoteName,
	regionTexts,
} from './schema.ts';

/**
 * The views for people who look into a recording with sqlite3: a row for each snapshot in which something is, numbers
 * and codes as text. This program never reads them. docs/recording.md describes them.
 */
export function createViews(fieldColumns: readonly string[], ownColumns: readonly string[]): string {
	return `
CREATE VIEW snapshots AS SELECT s.number AS snapshot, ${isoTime('s.time')} AS time, p.pid,
	${texts('p', ['name', 'command', 'executable', 'user'])}, p.threads, p.blocks, p.regions, p.page_table,
	s.cost_milliseconds, ${texts('p', ['notices'])}
	FROM snapshot s JOIN state p ON p.id = s.state;
CREATE VIEW summaries AS SELECT s.number AS snapshot, ${isoTime('s.time')} AS time, t.name AS type,
	m.regions, m.blocks, m.largest, ${measureList(column => `m.${column}`)}
	FROM snapshot s CROSS JOIN type t CROSS JOIN summary m ON m.type = t.code
	AND m.first = (SELECT max(first) FROM summary WHERE type = t.code AND first <= s.number);
CREATE VIEW counters AS SELECT s.number AS snapshot, ${isoTime('s.time')} AS time, ${textOf('c.name')} AS name, c.bytes
	FROM snapshot s CROSS JOIN (SELECT DISTINCT name FROM counter) n CROSS JOIN counter c ON c.name = n.name
	AND c.first = (SELECT max(first) FROM counter WHERE name = n.name AND first <= s.number)
	WHERE c.bytes IS NOT NULL;
CREATE VIEW regions AS SELECT s.number AS snapshot, ${isoTime('s.time')} AS time, ${hex('r.address')} AS address,
	t.name AS type, ${texts('r', regionTexts)}, r.is_inferred, coalesce(r.runs, r.blocks) AS blocks,
	${measureList(column => readRegionMeasure(column, ownColumns))}
	FROM snapshot s CROSS JOIN level l CROSS JOIN region r ON ${holds('r', 'l')} JOIN type t ON t.code = r.type
	CROSS JOIN level k CROSS JOIN block b ON ${holds('b', 'k')}
	AND b.address >= r.address AND b.address < r.address + r.size
	GROUP BY s.number, r.address;
CREATE VIEW blocks AS SELECT s.number AS snapshot, ${isoTime('s.time')} AS time, ${hex('b.address')} AS address,
	${hex('b.region')} AS region, ${texts('b', blockTexts)}, ${measureList(column => `b.${column}`)},
	${texts('b', columnsOf(linuxTexts))}, ${plain('b', [...columnsOf(linuxNumbers), ...fieldColumns])}
	FROM snapshot s CROSS JOIN level l CROSS JOIN block b ON ${holds('b', 'l')};
`;
}

/** Takes away the one view that names the fields of smaps, and the others with it, before `createViews` makes them anew. */
export const dropViews = ['snapshots', 'summaries', 'counters', 'regions', 'blocks']
	.map(view => `DROP VIEW IF EXISTS ${view};`)
	.join('\n');

const derived = ['shareableWs', 'footprint'] as const satisfies readonly DerivedMeasure[];

/** Every measure of a row, those that follow from others too. `read` gives the value of a stored one by its column. */
function measureList(read: (column: string) => string): string {
	const stored = measureColumns.map(({column}) => `${read(column)} AS ${column}`);
	const following = derived.map(measure => {
		const {left, right, sign} = operandsOf(measure);
		const [one, other] = [left, right].map(operand => read(measureColumn(operand)));
		return `${one} ${sign === 1 ? '+' : '-'} ${other} AS ${measureColumn(measure)}`;
	});
	return [...stored, ...following].join(', ');
}

/** What a region says of itself, else the sum over its blocks: unknown where one is, which SQL's own sum leaves out. */
function readRegionMeasure(column: string, ownColumns: readonly string[]): string {
	const own = `${ownPrefix}${column}`;
	const sum = `CASE count(b.${column}) WHEN count(*) THEN sum(b.${column}) END`;
	return ownColumns.includes(own) ? `coalesce(r.${own}, ${sum})` : sum;
}

function texts(table: string, columns: readonly string[]): string {
	return columns.map(column => `${textOf(`${table}.${column}`)} AS ${column}`).join(', ');
}

function plain(table: string, columns: readonly string[]): string {
	return columns.map(column => `${table}.${quoteName(column)}`).join(', ');
}

function columnsOf(list: readonly {readonly column: string}[]): readonly string[] {
	return list.map(({column}) => column);
}

function textOf(column: string): string {
	return `(SELECT text FROM text WHERE id = ${column})`;
}

function hex(column: string): string {
	return `printf('%016x', ${column})`;
}

/** Milliseconds since 1970 as `2026-11-22T20:31:05.120Z`. */
function isoTime(column: string): string {
	return `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;
}

/** Where `row` holds snapshot s, looked for at the node of one level of the tree of snapshots, or among what is still there. */
function holds(row: string, level: string): string {
	return (
		`${row}.node = ((s.number & ~(2 * ${level}.bit - 1)) | ${level}.bit)` +
		` AND ${row}.first <= s.number AND (${row}.last IS NULL OR ${row}.last >= s.number)`
	);
}
