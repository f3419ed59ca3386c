import {readable, writable} from '../permissions.ts';
import {hasVmFlag} from '../vm-flags.ts';
import {allows, isAnonymous, type VmaScan} from '../vma-scan.ts';

/** Whether VmFlags of a row has a flag of two letters. */
export function rowHasFlag({vmas}: VmaScan, row: number, flag: string): boolean {
	return hasVmFlag(vmas.strings[vmas.vmFlags[row] ?? 0] ?? '', flag);
}

/**
 * Whether a row is private memory without a name that can be written and is not charged (VmFlags nr). Allocators map so,
 * with MAP_NORESERVE, but where memory may not be overcommitted.
 */
export function isUncharged(scan: VmaScan, row: number): boolean {
	return isAnonymous(scan, row) && allows(scan, row, readable | writable) && rowHasFlag(scan, row, 'nr');
}
