import {columns} from '../../model/column.ts';
import {filterHelp} from '../../model/filter/filter.ts';
import {memoryTypes} from '../../model/memory-type.ts';
import type {Platform} from '../../model/snapshot.ts';
import {fitText, wrapText} from '../../model/text.ts';
import {keyBindings, showKey} from '../keys.ts';
import {bold, dim, type Line, type Segment} from '../line.ts';
import {keyedTools} from '../tool-keys.ts';

const firstColumnWidth = 22;

/** The help, at most `width` wide: keys, types, columns, filter; each from the table that also makes it work. */
export function viewHelp(width: number, platform: Platform): readonly Line[] {
	return [
		[bold('Help'), dim('   ? or Esc closes, arrows scroll')],
		...keyLines(width),
		...toolSections(width),
		...section(
			'Types of memory',
			width,
			memoryTypes.map(({name, sign, color, definition}) => ({
				term: {text: ` ${sign} ${name}`.padEnd(firstColumnWidth - 1), look: {background: color}},
				text: definition,
			})),
		),
		...section(
			'Columns (in K of 1,024 bytes unless a letter says M, G or T; empty is 0, ? is unknown)',
			width,
			columns
				.filter(column => column.platforms.includes(platform))
				.map(({header, definition}) => ({term: {text: ` ${header}`.padEnd(firstColumnWidth - 1)}, text: definition})),
		),
		...section(
			'Filter (words are ANDed; ! negates; "..." quotes; K M G are powers of 1,024)',
			width,
			filterHelp.map(({example, meaning}) => ({
				term: {text: ` ${example}`.padEnd(firstColumnWidth - 1)},
				text: meaning,
			})),
		),
	];
}

function keyLines(width: number): readonly Line[] {
	const lines: Line[] = [];
	let group = '';
	for (const binding of keyBindings) {
		if (binding.group !== group) {
			group = binding.group;
			lines.push([], [bold(group)]);
		}

		const keys = ` ${binding.keys.map(showKey).join(' ')}`.padEnd(firstColumnWidth - 1);
		lines.push(...entryLines({term: {text: keys}, text: binding.description}, width));
	}

	return lines;
}

function toolSections(width: number): readonly Line[] {
	return keyedTools.flatMap(({name, keys}) =>
		section(
			name,
			width,
			keys.map(binding => ({
				term: {text: ` ${binding.keys.map(showKey).join(' ')}`.padEnd(firstColumnWidth - 1)},
				text: binding.description,
			})),
		),
	);
}

type Entry = {readonly term: Segment; readonly text: string};

function section(title: string, width: number, entries: readonly Entry[]): readonly Line[] {
	return [[], [bold(fitText(title, width))], ...entries.flatMap(entry => entryLines(entry, width))];
}

/** A term and its text, which goes on below itself where it is longer than the line. */
function entryLines({term, text}: Entry, width: number): readonly Line[] {
	return wrapText(text, width - firstColumnWidth).map((part, index) => [
		index === 0 ? term : {text: ' '.repeat(firstColumnWidth - 1)},
		{text: ` ${part}`},
	]);
}
