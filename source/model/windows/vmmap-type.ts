import type {MemoryType} from '../memory-type.ts';

/**
 * What VMMap writes into the column Type of a region, by its type and its kind here: `Image (ASLR)`,
 * `Heap (Private Data)`, `Thread Stack`.
 */
export function describeVmmapType(type: MemoryType, kind: string): string {
	switch (type) {
		case 'Image':
			return kind.endsWith('(ASLR)') ? 'Image (ASLR)' : type;
		case 'Heap':
			return kind.endsWith('(shareable)') ? 'Heap (Shareable)' : 'Heap (Private Data)';
		case 'Stack':
			return 'Thread Stack';
		default:
			return type;
	}
}
