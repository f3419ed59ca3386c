import type {NumberColumn, TextColumn} from '../snapshot.ts';
import type {Clues} from './clues.ts';
import {findGuardCandidates} from './guard-candidates.ts';
import {divideVma} from './guard-parts.ts';
import {fieldOf, type Part} from './part-fields.ts';
import type {VmaColumns} from './vma-columns.ts';

/** VMAs of which some are parts of what the kernel shows as one. */
export type DividedVmas = {
	readonly vmas: VmaColumns;
	/** The row in the original columns. */
	readonly originalRow: (row: number) => number;
};

/**
 * Divides VMAs at the guards that MADV_GUARD_INSTALL has put into them (Linux 6.13), which only the page tables know. So
 * glibc guards its stacks since 2.42, and then the kernel makes one VMA of neighbouring stacks.
 *
 * A VMA is divided only where all that smaps says of it can be divided, so that no number of a part is a guess. Else it
 * stays whole, and `guards` says how much of it they are.
 */
export function divideAtGuards(vmas: VmaColumns, {findPages, countShared, threads}: Clues): DividedVmas {
	const divide = (row: number): readonly Part[] => (findPages && divideVma(vmas, row, findPages, countShared)) ?? [];
	const divided = findPages ? divideAll(findGuardCandidates(vmas, threads), divide) : [];
	if (divided.length === 0) {
		return {vmas, originalRow: row => row};
	}

	const count = divided.reduce((sum, parts) => sum + parts.length - 1, vmas.count);
	const rows = Uint32Array.from({length: vmas.count}, (_, row) => row);
	const originalRows = takeParts(rows, new Uint32Array(count), divided, ({row}) => row);
	return {vmas: takeAllParts(vmas, divided, count), originalRow: row => originalRows[row] ?? 0};
}

/** The parts of one VMA, or the whole of it as one part. */
type Divided = readonly [Part, ...Part[]];

/** Every VMA that has guards. */
function divideAll(candidates: readonly number[], divide: (row: number) => readonly Part[]): readonly Divided[] {
	return candidates.flatMap(row => {
		const [first, ...others] = divide(row);
		return first ? [[first, ...others] as const] : [];
	});
}

/**
 * Puts a column into `taken` with the parts of each divided VMA in its place. What lies between, nearly all of it, is
 * copied at once.
 */
function takeParts<Column extends NumberColumn | TextColumn>(
	column: Column,
	taken: Column,
	divided: readonly Divided[],
	tell: (part: Part) => number,
): Column {
	let from = 0;
	let to = 0;
	for (const parts of divided) {
		const {row} = parts[0];
		taken.set(column.subarray(from, row), to);
		to += row - from;
		from = row + 1;
		for (const part of parts) {
			taken[to] = tell(part);
			to++;
		}
	}

	taken.set(column.subarray(from), to);
	return taken;
}

function takeAllParts(vmas: VmaColumns, divided: readonly Divided[], count: number): VmaColumns {
	const numbers = (column: NumberColumn, tell = ({row}: Part): number => column[row] ?? 0): NumberColumn =>
		takeParts(column, new Float64Array(count), divided, tell);
	const texts = (column: TextColumn, tell = ({row}: Part): number => column[row] ?? 0): TextColumn =>
		takeParts(column, new Uint32Array(count), divided, tell);
	const strings = [...vmas.strings];
	const fields = Object.entries(vmas.fields).map(([name, column]) => [
		name,
		numbers(column, part => fieldOf(vmas, name, column, part) ?? Number.NaN),
	]);
	return {
		count,
		start: numbers(vmas.start, ({start}) => start),
		size: numbers(vmas.size, ({size}) => size),
		permissions: texts(vmas.permissions, permitNothing(vmas, strings)),
		// Anonymous memory has no offset; that of a file goes on with each part.
		offset: numbers(vmas.offset, ({row, start}) =>
			vmas.inode[row] === 0 ? (vmas.offset[row] ?? 0) : (vmas.offset[row] ?? 0) + start - (vmas.start[row] ?? 0),
		),
		device: texts(vmas.device),
		inode: numbers(vmas.inode),
		path: texts(vmas.path),
		vmFlags: texts(vmas.vmFlags),
		fields: Object.fromEntries(fields),
		guards: numbers(new Float64Array(vmas.count), ({guards}) => guards),
		strings,
	};
}

/** A guard allows nothing, and is shared or private as its VMA is; the texts for that are added to `strings`. */
function permitNothing({permissions, strings: known}: VmaColumns, strings: string[]): (part: Part) => number {
	const rows = new Map<string, number>();
	return ({row, isGuard}) => {
		const own = permissions[row] ?? 0;
		if (!isGuard) {
			return own;
		}

		const text = `---${known[own]?.[3] ?? 'p'}`;
		const added = rows.get(text) ?? strings.push(text) - 1;
		rows.set(text, added);
		return added;
	};
}
