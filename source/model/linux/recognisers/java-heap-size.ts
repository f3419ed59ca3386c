import {endOf, type VmaScan} from '../vma-scan.ts';

/** Up to here pointers to objects fit into 32 bits, shifted by 3; HotSpot puts the heap below wherever it fits. */
export const compressedLimit = 0x8_0000_0000;

/**
 * Bytes of the Java heap where it lies below 32 GB, in one piece with the archive that is mapped into it; 0 where it lies
 * elsewhere. Whatever else is so low (a program that is not position-independent) is smaller.
 */
export function measureJavaHeap(scan: VmaScan): number {
	const {count, start, inode} = scan.vmas;
	let largest = 0;
	for (let first = 0; first < count && (start[first] ?? 0) < compressedLimit; ) {
		let end = first + 1;
		while (end < count && (start[end] ?? 0) < compressedLimit && start[end] === endOf(scan, end - 1)) {
			end++;
		}

		const isAnonymous = inode[first] === 0;
		largest = isAnonymous ? Math.max(largest, endOf(scan, end - 1) - (start[first] ?? 0)) : largest;
		first = end;
	}

	return largest;
}
