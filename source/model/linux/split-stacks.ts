import type {NumberColumn, TextColumn} from '../snapshot.ts';
import type {FindPages} from './clues.ts';
import {hasVmFlag} from './vm-flags.ts';
import type {VmaColumns} from './vma-columns.ts';

/** VMAs of which some are parts of what the kernel shows as one. */
export type SplitVmas = {
	readonly vmas: VmaColumns;
	/** The row in the original columns. */
	readonly originalRow: (row: number) => number;
};

/** A row of the columns to come. `resident` and `swapped` are in bytes, undefined where the row is a whole VMA. */
type Part = {
	readonly row: number;
	readonly start: number;
	readonly size: number;
	readonly isGuard: boolean;
	readonly measures: {readonly resident: number; readonly swapped: number} | undefined;
};

/** Fields that are the same for each part, as they say how a VMA is mapped and not how much of it. */
const sharedFields: ReadonlySet<string> = new Set(['KernelPageSize', 'MMUPageSize', 'THPeligible', 'ProtectionKey']);

const swapFields: ReadonlySet<string> = new Set(['Swap', 'SwapPss']);

const inaccessible = '---p';

/**
 * Divides stacks that are one VMA at the guards between them. glibc puts guards into its stacks with MADV_GUARD_INSTALL
 * since 2.42, and then the kernel makes one VMA of neighbouring stacks; only the page tables still know the guards.
 *
 * A VMA is divided only where all that smaps says of it can be divided: its parts must have together what it has in
 * memory and in swap, and each other field must be nothing, or all of that. Else it stays whole, so that no number of
 * a part is a guess.
 */
export function splitStacks(vmas: VmaColumns, findPages: FindPages | undefined): SplitVmas {
	const parts = findPages ? listParts(vmas, findPages) : undefined;
	if (!parts || parts.length === vmas.count) {
		return {vmas, originalRow: row => row};
	}

	const strings = vmas.strings.includes(inaccessible) ? vmas.strings : [...vmas.strings, inaccessible];
	const guard = strings.indexOf(inaccessible);
	const texts = (column: TextColumn): TextColumn => Uint32Array.from(parts, ({row}) => column[row] ?? 0);
	const numbers = (column: NumberColumn): NumberColumn => Float64Array.from(parts, ({row}) => column[row] ?? 0);
	const fields = Object.entries(vmas.fields).map(([name, column]) => [
		name,
		Float64Array.from(parts, part => fieldOf(vmas, name, column, part) ?? Number.NaN),
	]);
	return {
		vmas: {
			count: parts.length,
			start: Float64Array.from(parts, ({start}) => start),
			size: Float64Array.from(parts, ({size}) => size),
			permissions: Uint32Array.from(parts, ({row, isGuard}) => (isGuard ? guard : (vmas.permissions[row] ?? 0))),
			offset: numbers(vmas.offset),
			device: texts(vmas.device),
			inode: numbers(vmas.inode),
			path: texts(vmas.path),
			vmFlags: texts(vmas.vmFlags),
			fields: Object.fromEntries(fields),
			strings,
		},
		originalRow: row => parts[row]?.row ?? 0,
	};
}

function listParts(vmas: VmaColumns, findPages: FindPages): readonly Part[] | undefined {
	const mayBeStacks = vmas.strings.map(text => hasVmFlag(text, 'nh') && hasVmFlag(text, 'gu'));
	if (!mayBeStacks.includes(true)) {
		return;
	}

	const parts: Part[] = [];
	for (let row = 0; row < vmas.count; row++) {
		const start = vmas.start[row] ?? 0;
		const size = vmas.size[row] ?? 0;
		const isCandidate = mayBeStacks[vmas.vmFlags[row] ?? 0] === true && vmas.path[row] === 0 && vmas.inode[row] === 0;
		const own = isCandidate ? divide(vmas, row, findPages) : undefined;
		parts.push(...(own ?? [{row, start, size, isGuard: false, measures: undefined}]));
	}

	return parts;
}

/** The parts of one VMA by the guards in it, or undefined where it has none or where its numbers cannot be divided. */
function divide(vmas: VmaColumns, row: number, findPages: FindPages): readonly Part[] | undefined {
	const start = vmas.start[row] ?? 0;
	const end = start + (vmas.size[row] ?? 0);
	const runs = findPages(start, end);
	if (!runs?.some(({state}) => state === 'a guard')) {
		return;
	}

	const parts: Part[] = [];
	let from = start;
	let resident = 0;
	let swapped = 0;
	const endPart = (limit: number, isGuard: boolean): void => {
		if (limit > from) {
			parts.push({row, start: from, size: limit - from, isGuard, measures: {resident, swapped}});
		}

		from = limit;
		resident = 0;
		swapped = 0;
	};

	for (const run of runs) {
		if (run.state === 'a guard') {
			endPart(run.start, false);
			endPart(run.end, true);
		} else if (run.state === 'in memory') {
			resident += run.end - run.start;
		} else {
			swapped += run.end - run.start;
		}
	}

	endPart(end, false);
	return canDivide(vmas, row, parts) ? parts : undefined;
}

function canDivide(vmas: VmaColumns, row: number, parts: readonly Part[]): boolean {
	const resident = parts.reduce((sum, {measures}) => sum + (measures?.resident ?? 0), 0);
	const swapped = parts.reduce((sum, {measures}) => sum + (measures?.swapped ?? 0), 0);
	const {Rss: whole, Swap: wholeSwap} = vmas.fields;
	return (
		whole?.[row] === resident &&
		(wholeSwap?.[row] ?? 0) === swapped &&
		Object.entries(vmas.fields).every(
			([name, column]) =>
				Number.isNaN(column[row]) || parts.every(part => fieldOf(vmas, name, column, part) !== undefined),
		)
	);
}

/** What a part has of a field; undefined where that cannot be told. */
function fieldOf(vmas: VmaColumns, name: string, column: NumberColumn, part: Part): number | undefined {
	const value = column[part.row] ?? Number.NaN;
	const {measures} = part;
	if (!measures || value === 0 || sharedFields.has(name)) {
		return value;
	}

	if (name === 'Size') {
		return part.size;
	}

	// A field counts pages that are in memory, or pages that are in swap: where it has all of them, each part has its own.
	const isSwap = swapFields.has(name);
	const all = vmas.fields[isSwap ? 'Swap' : 'Rss']?.[part.row];
	return value === all ? (isSwap ? measures.swapped : measures.resident) : undefined;
}
