import {columns} from '../source/model/column.ts';
import {filterHelp} from '../source/model/filter/filter.ts';
import {type Knowledge, unknownKind} from '../source/model/linux/recognisers/recogniser.ts';
import {knowledge} from '../source/model/linux/recognisers/recognisers.ts';
import {memoryTypes} from '../source/model/memory-type.ts';
import {keyBindings, showKey} from '../source/screen/keys.ts';
import {keyedTools} from '../source/screen/tool-keys.ts';

/** Tables that are made from what the program itself uses, each under the name of its place in a document. */
type Tables = Readonly<Record<string, string>>;

const readme: Tables = {
	keys: writeTable(
		['key', 'does'],
		keyBindings.map(({keys, description}) => [keys.map(key => code(showKey(key))).join(' '), description]),
	),
	'tool-keys': writeTable(
		['in', 'key', 'does'],
		keyedTools.flatMap(({name, keys}) =>
			keys.map((binding, index) => [
				index === 0 ? name : '',
				binding.keys.map(key => code(showKey(key))).join(' '),
				binding.description,
			]),
		),
	),
	types: writeTable(
		['type', 'what it is'],
		memoryTypes.map(({name, definition}) => [name, definition]),
	),
	columns: writeTable(
		['column', 'what it is'],
		columns.map(({header, definition, isOptional}) => [`${header}${isOptional ? ' (`o`)' : ''}`, definition]),
	),
	filter: writeTable(
		['filter', 'shows'],
		filterHelp.map(({example, meaning}) => [code(example), meaning]),
	),
};

const recognisers: Tables = {
	recognisers: writeTable(
		['recogniser', 'looks for', 'claims', 'how sure', 'source'],
		knowledge.map(known => [code(known.name), known.looksFor, listKinds(known), known.howSure, known.source]),
	),
};

/** The documents that have such tables, by their path from the root of the repository. */
export const documents: Readonly<Record<string, Tables>> = {
	'README.md': readme,
	'docs/recognisers.md': recognisers,
};

/** The text of a document with its tables as they are now: each stands between two comments that name it. */
export function updateTables(text: string, tables: Tables): string {
	return Object.entries(tables).reduce((updated, [name, table]) => {
		const place = new RegExp(String.raw`(<!-- ${name} -->\n)[\s\S]*?(<!-- /${name} -->)`);
		if (!place.test(updated)) {
			throw new Error(`The document has no place for the table ${name}.`);
		}

		return updated.replace(place, (_, start: string, end: string) => `${start}${table}${end}`);
	}, text);
}

function listKinds({claims}: Knowledge): string {
	return [...new Set(claims.map(({kind}) => kind))].filter(kind => kind !== unknownKind).join(', ');
}

/** A table in Markdown; the columns of these numbers are numbers, right-aligned. */
export function writeTable(
	head: readonly string[],
	rows: readonly (readonly string[])[],
	numbers: readonly number[] = [],
): string {
	const lines = head.map((_, column) => (numbers.includes(column) ? '--:' : '---'));
	return [head, lines, ...rows].map(cells => `| ${cells.map(escapeCell).join(' | ')} |\n`).join('');
}

function escapeCell(text: string): string {
	return text.replaceAll('|', '\\|');
}

function code(text: string): string {
	return `\`${text}\``;
}
