import type {ElfFacts} from '../elf-facts.ts';

/**
 * Where the .bss ends that begins at `bssStart`, by the program headers: the first address after its last page, or 0
 * where no segment goes on there. The loader maps what a segment has in memory beyond its part of the file as anonymous
 * pages behind it (elf(5), p_memsz). Addresses, offsets and sizes are in bytes.
 *
 * `fileStart` and `fileOffset` are address and offset of any VMA of the image: they tell how far from the addresses in
 * its headers it was loaded.
 */
export function findBssEnd({segments}: ElfFacts, {fileStart, fileOffset, bssStart, pageSize}: BssQuestion): number {
	const roundDown = (address: number): number => address - (address % pageSize);
	const roundUp = (address: number): number => roundDown(address + pageSize - 1);
	let end = 0;
	for (const known of segments) {
		// The VMA may begin before the segment, at the start of the segment's first page.
		const isInSegment = fileOffset >= roundDown(known.offset) && fileOffset < known.offset + known.fileSize;
		if (!isInSegment) {
			continue;
		}

		const bias = fileStart - (known.virtualAddress + fileOffset - known.offset);
		for (const segment of segments) {
			const start = bias + segment.virtualAddress;
			const anonymousStart = segment.fileSize === 0 ? roundDown(start) : roundUp(start + segment.fileSize);
			if (segment.memorySize > segment.fileSize && anonymousStart === bssStart) {
				end = Math.max(end, roundUp(start + segment.memorySize));
			}
		}
	}

	return end > bssStart ? end : 0;
}

export type BssQuestion = {
	readonly fileStart: number;
	readonly fileOffset: number;
	readonly bssStart: number;
	readonly pageSize: number;
};
