import {readable, writable} from '../permissions.ts';
import {allows, endOf, isAnonymous, type VmaScan} from '../vma-scan.ts';
import {rowHasFlag} from './flags.ts';

/** Up to here pointers to objects fit into 32 bits, shifted by 3; HotSpot puts the heap below wherever it fits. */
export const compressedLimit = 0x8_0000_0000;

/**
 * Bytes of a Java heap below 32 GB of which all is charged at once (-Xms as large as -Xmx), with the archive that is mapped
 * into it; 0 where there is none. Whatever else is so low (a program that is not position-independent) is smaller.
 */
export function measureChargedJavaHeap(scan: VmaScan): number {
	const {count, start} = scan.vmas;
	let largest = 0;
	let isLargestCharged = false;
	for (let first = 0; first < count && (start[first] ?? 0) < compressedLimit; ) {
		let isCharged = isAnonymous(scan, first) && isChargedOrFile(scan, first);
		let end = first + 1;
		while (end < count && (start[end] ?? 0) < compressedLimit && start[end] === endOf(scan, end - 1)) {
			isCharged &&= isChargedOrFile(scan, end);
			end++;
		}

		const size = endOf(scan, end - 1) - (start[first] ?? 0);
		if (size > largest) {
			largest = size;
			isLargestCharged = isCharged;
		}

		first = end;
	}

	return isLargestCharged ? largest : 0;
}

function isChargedOrFile(scan: VmaScan, row: number): boolean {
	return !isAnonymous(scan, row) || (allows(scan, row, readable | writable) && rowHasFlag(scan, row, 'ac'));
}
