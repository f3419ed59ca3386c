import {formatAddress} from '../model/format.ts';
import type {Derived} from './derive.ts';
import type {Update} from './effect.ts';
import {type Line, lineText} from './line.ts';
import type {ScreenState} from './state.ts';
import {viewRegionHeading, viewRegionRows} from './view/region-list.ts';
import {viewTypeTable} from './view/type-table.ts';

/** Terminals drop an OSC 52 that is longer than about 100,000 bytes of base64 (xterm's limit; tmux has a larger one). */
const mostCharacters = 74_000;

/** Copies the address of the row under the cursor, as a debugger takes it. */
export function copyAddress(state: ScreenState, {snapshot, tree, row}: Derived): Update {
	if (tree.rowCount === 0) {
		return {state: {...state, message: 'No region is selected.'}};
	}

	const shown = tree.rowAt(row);
	const block = shown.kind === 'block' ? shown.block : (snapshot.regions.firstBlock[shown.region] ?? 0);
	return copyNumber(state, snapshot.blocks.start[block] ?? 0, snapshot.process.addressDigits);
}

/** Copies an address that has so many digits. */
export function copyNumber(state: ScreenState, address: number, digits: 8 | 16): Update {
	const text = formatAddress(address, digits);
	return {state: {...state, message: `Sent ${text} to the terminal's clipboard.`}, effect: {kind: 'copy', text}};
}

/** Copies lines of the screen, without their looks. */
export function copyLines(state: ScreenState, lines: readonly Line[]): Update {
	return {
		state: {...state, message: `Sent ${lines.length} lines to the terminal's clipboard.`},
		effect: {kind: 'copy', text: lines.map(line => `${lineText(line).trimEnd()}\n`).join('')},
	};
}

/** Copies the table of the panel that has the keys, every row of it and not only the visible ones, as text. */
export function copyTable(state: ScreenState, derived: Derived): Update {
	const {lines, rowCount} = tableLines(state, derived);
	const kept: string[] = [];
	let length = 0;
	for (const line of lines) {
		length += line.length + 1;
		if (length > mostCharacters) {
			break;
		}

		kept.push(line.trimEnd());
	}

	const isAll = kept.length === rowCount;
	const message = isAll
		? `Sent ${kept.length} lines to the terminal's clipboard.`
		: `Sent the first ${kept.length} of ${rowCount} lines to the terminal's clipboard: terminals take no more. The command snapshot writes them all.`;
	return {state: {...state, message}, effect: {kind: 'copy', text: `${kept.join('\n')}\n`}};
}

function tableLines(
	{panel, sort, isDiff}: ScreenState,
	{snapshot, summary, tree, layout, regionColumns, typeColumns, detailLines}: Derived,
): {readonly lines: Iterable<string>; readonly rowCount: number} {
	switch (panel) {
		case 'types': {
			const rows = summary.rows.map((_, index) => index);
			const table = viewTypeTable(summary, rows, typeColumns, {
				width: layout.columns,
				selected: -1,
				isFocused: false,
				hasColor: false,
				isDiff,
			});
			return {lines: [table.heading, ...table.rows].map(lineText), rowCount: table.rows.length + 1};
		}
		case 'details':
			return {lines: detailLines.map(lineText), rowCount: detailLines.length};
		case 'timeline':
		case 'regions':
			return {
				lines: regionLines({snapshot, tree, regionColumns}, sort),
				rowCount: tree.rowCount + 1,
			};
	}
}

/** Row by row, so that of a million rows only those that fit are made. */
function* regionLines(
	{snapshot, tree, regionColumns}: Pick<Derived, 'snapshot' | 'tree' | 'regionColumns'>,
	sort: ScreenState['sort'],
): Generator<string> {
	yield lineText(viewRegionHeading(regionColumns, sort));
	for (let top = 0; top < tree.rowCount; top++) {
		for (const line of viewRegionRows(snapshot, tree, {top, height: 1, cursor: -1, isFocused: false}, regionColumns)) {
			yield lineText(line);
		}
	}
}
