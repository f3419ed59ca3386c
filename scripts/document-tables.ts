import {columns} from '../source/model/column.ts';
import {filterHelp} from '../source/model/filter/filter.ts';
import {memoryTypes} from '../source/model/memory-type.ts';
import {keyBindings, showKey} from '../source/screen/keys.ts';
import {keyedTools} from '../source/screen/tool-keys.ts';

/** The tables of the README, which are made from what the program itself uses, each under the name of its place there. */
export const readmeTables: Readonly<Record<string, string>> = {
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

/** The text of a README with its tables as they are now: each stands between two comments that name it. */
export function updateReadme(text: string): string {
	return Object.entries(readmeTables).reduce((updated, [name, table]) => {
		const place = new RegExp(String.raw`(<!-- ${name} -->\n)[\s\S]*?(<!-- /${name} -->)`);
		if (!place.test(updated)) {
			throw new Error(`README.md has no place for the table ${name}.`);
		}

		return updated.replace(place, (_, start: string, end: string) => `${start}${table}${end}`);
	}, text);
}

function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.map(escapeCell).join(' | ')} |\n`).join('');
}

function escapeCell(text: string): string {
	return text.replaceAll('|', '\\|');
}

function code(text: string): string {
	return `\`${text}\``;
}
