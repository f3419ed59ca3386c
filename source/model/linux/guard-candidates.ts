import type {ThreadClue} from './clues.ts';
import {accessible, parsePermissions, readable, shared, writable} from './permissions.ts';
import {rememberTexts} from './remember.ts';
import {hasVmFlag} from './vm-flags.ts';
import type {VmaColumns} from './vma-columns.ts';

/**
 * Rows of VMAs that may have guards inside, so that the page tables of no others are asked for. The kernel marks them
 * with `gu`. Where it marks none, it may be older than that mark but not than guards (6.13): then those that are mapped
 * as stacks (`nh`) are asked about which have a thread's stack pointer inside and no guard in front.
 */
export function findGuardCandidates(vmas: VmaColumns, threads: readonly ThreadClue[] = []): readonly number[] {
	const accessOf = rememberTexts(vmas.strings, parsePermissions);
	const access = (row: number): number => accessOf(vmas.permissions[row] ?? 0);
	const marked = rowsWithFlag(vmas, 'gu');
	if (marked.length > 0) {
		return marked.filter(row => (access(row) & accessible) !== 0);
	}

	const plainAccess = readable | writable;
	const pointers = threads.flatMap(({stackPointer}) => stackPointer ?? []).toSorted((one, other) => one - other);
	let next = 0;
	return rowsWithFlag(vmas, 'nh').filter(row => {
		const start = vmas.start[row] ?? 0;
		while ((pointers[next] ?? Number.POSITIVE_INFINITY) < start) {
			next++;
		}

		const hasPointer = (pointers[next] ?? Number.POSITIVE_INFINITY) < start + (vmas.size[row] ?? 0);
		const isNameless = vmas.path[row] === 0 && vmas.inode[row] === 0;
		const touches = row > 0 && start === (vmas.start[row - 1] ?? 0) + (vmas.size[row - 1] ?? 0);
		const hasGuardInFront = touches && (access(row - 1) & accessible) === 0;
		return hasPointer && isNameless && (access(row) & (plainAccess | shared)) === plainAccess && !hasGuardInFront;
	});
}

/** Huge pages of hugetlbfs (`ht`) have no guards. */
function rowsWithFlag({count, strings, vmFlags}: VmaColumns, flag: string): readonly number[] {
	const hasFlag = strings.map(text => hasVmFlag(text, flag) && !hasVmFlag(text, 'ht'));
	const rows: number[] = [];
	if (hasFlag.includes(true)) {
		for (let row = 0; row < count; row++) {
			if (hasFlag[vmFlags[row] ?? 0]) {
				rows.push(row);
			}
		}
	}

	return rows;
}
