import {hasVmFlag} from '../vm-flags.ts';
import type {VmaScan} from '../vma-scan.ts';

/** Whether VmFlags of a row has a flag of two letters. */
export function rowHasFlag({vmas}: VmaScan, row: number, flag: string): boolean {
	return hasVmFlag(vmas.strings[vmas.vmFlags[row] ?? 0] ?? '', flag);
}
