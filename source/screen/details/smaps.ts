import {isDiffSnapshot} from '../../model/diff/diff-view.ts';
import {formatSize} from '../../model/format.ts';
import {parseVmFlags} from '../../model/linux/vm-flags.ts';
import type {TreeRow} from '../../model/region-tree.ts';
import type {NumberColumn, Snapshot} from '../../model/snapshot.ts';
import {fitText} from '../../model/text.ts';
import {bold, dim, type Line, plain} from '../line.ts';
import {showSize} from '../view/show-size.ts';
import {grid, valueWidth} from './pairs.ts';
import {rowBlocks} from './row-blocks.ts';

/** What smaps says beyond the measures: every field, and the flags in words. */
export function smapsLines(snapshot: Snapshot, row: TreeRow, width: number): readonly Line[] {
	const {linux} = snapshot.blocks;
	if (!linux) {
		return [];
	}

	const rows = rowBlocks(snapshot, row);
	const fields = Object.entries(linux.fields).map(([label, column]) => ({
		label,
		value: fieldText(label, column, rows, isDiffSnapshot(snapshot)),
	}));
	return [
		[],
		[bold('smaps'), dim(row.kind === 'region' ? '  sums over the blocks, in K' : '  in K')],
		...grid(fields, width),
		...flagLines(snapshot, rows, width),
	];
}

/** Fields that say something of each page or VMA: their sum would say nothing. */
const unsummedFields: ReadonlySet<string> = new Set(['KernelPageSize', 'MMUPageSize', 'THPeligible', 'ProtectionKey']);
const bareFields: ReadonlySet<string> = new Set(['THPeligible', 'ProtectionKey']);

function fieldText(
	name: string,
	column: NumberColumn,
	[first, last]: readonly [number, number],
	isDiff: boolean,
): string {
	const values = column.subarray(first, last);
	const known = values.filter(value => !Number.isNaN(value));
	if (known.length === 0) {
		return '?';
	}

	if (unsummedFields.has(name)) {
		const distinct = [...new Set(known)];
		return distinct.length > 1
			? 'various'
			: bareFields.has(name)
				? String(distinct[0])
				: formatSize(distinct[0], valueWidth);
	}

	const sum = known.reduce((total, value) => total + value, 0);
	return showSize(sum, valueWidth, isDiff) || '0';
}

/** Every flag that one of the blocks has, in words, and how many have it where not all do. */
function flagLines(snapshot: Snapshot, [first, last]: readonly [number, number], width: number): readonly Line[] {
	const {linux} = snapshot.blocks;
	if (!linux) {
		return [];
	}

	const counts = new Map<number, number>();
	for (let row = first; row < last; row++) {
		const text = linux.vmFlags[row] ?? 0;
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}

	const flags = new Map<string, {meaning: string | undefined; count: number}>();
	for (const [text, count] of counts) {
		for (const {flag, meaning} of parseVmFlags(snapshot.strings[text] ?? '')) {
			flags.set(flag, {meaning, count: (flags.get(flag)?.count ?? 0) + count});
		}
	}

	const lines = [...flags].map(([flag, {meaning, count}]): Line => {
		const share = count === last - first ? '' : `  (${count} of ${last - first} blocks)`;
		return plain(fitText(`  ${flag}  ${meaning ?? 'not known to this program'}${share}`, width));
	});
	return lines.length === 0 ? [] : [[], [bold('VmFlags')], ...lines];
}
