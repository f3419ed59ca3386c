import type {NumberColumn, TextColumn} from '../snapshot.ts';
import type {FindPages} from './clues.ts';
import {findGuardCandidates} from './guard-candidates.ts';
import {divideVma, fieldOf, type Part} from './guard-parts.ts';
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
export function divideAtGuards(vmas: VmaColumns, findPages: FindPages | undefined): DividedVmas {
	const parts = findPages ? listParts(vmas, findPages) : undefined;
	return parts ? {vmas: takeParts(vmas, parts), originalRow: row => parts[row]?.row ?? 0} : wholeVmas(vmas);
}

function wholeVmas(vmas: VmaColumns): DividedVmas {
	return {vmas, originalRow: row => row};
}

/** All rows to come, or undefined where no VMA has guards. */
function listParts(vmas: VmaColumns, findPages: FindPages): readonly Part[] | undefined {
	const candidates = findGuardCandidates(vmas);
	if (candidates.length === 0) {
		return;
	}

	const parts: Part[] = [];
	let hasGuards = false;
	let row = 0;
	const keepUntil = (end: number): void => {
		for (; row < end; row++) {
			parts.push({row, start: vmas.start[row] ?? 0, size: vmas.size[row] ?? 0, isGuard: false, guards: 0});
		}
	};

	for (const candidate of candidates) {
		const divided = divideVma(vmas, candidate, findPages);
		if (divided) {
			hasGuards = true;
			keepUntil(candidate);
			parts.push(...divided);
			row++;
		}
	}

	keepUntil(vmas.count);
	return hasGuards ? parts : undefined;
}

function takeParts(vmas: VmaColumns, parts: readonly Part[]): VmaColumns {
	const guardPermissions = new Map<string, number>();
	const strings = [...vmas.strings];
	/** A guard allows nothing, and is shared or private as its VMA is. */
	const permissionsOf = ({row, isGuard}: Part): number => {
		const permissions = vmas.permissions[row] ?? 0;
		if (!isGuard) {
			return permissions;
		}

		const text = `---${vmas.strings[permissions]?.[3] ?? 'p'}`;
		const known = guardPermissions.get(text) ?? strings.push(text) - 1;
		guardPermissions.set(text, known);
		return known;
	};

	const texts = (column: TextColumn): TextColumn => Uint32Array.from(parts, ({row}) => column[row] ?? 0);
	const numbers = (column: NumberColumn): NumberColumn => Float64Array.from(parts, ({row}) => column[row] ?? 0);
	const fields = Object.entries(vmas.fields).map(([name, column]) => [
		name,
		Float64Array.from(parts, part => fieldOf(vmas, name, column, part) ?? Number.NaN),
	]);
	const permissions = Uint32Array.from(parts, permissionsOf);
	return {
		count: parts.length,
		start: Float64Array.from(parts, ({start}) => start),
		size: Float64Array.from(parts, ({size}) => size),
		permissions,
		// Anonymous memory has no offset; that of a file goes on with each part.
		offset: Float64Array.from(parts, ({row, start}) =>
			vmas.inode[row] === 0 ? (vmas.offset[row] ?? 0) : (vmas.offset[row] ?? 0) + start - (vmas.start[row] ?? 0),
		),
		device: texts(vmas.device),
		inode: numbers(vmas.inode),
		path: texts(vmas.path),
		vmFlags: texts(vmas.vmFlags),
		fields: Object.fromEntries(fields),
		guards: Float64Array.from(parts, ({guards}) => guards),
		strings,
	};
}
