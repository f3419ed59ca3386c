import type {HeapAllocation, HeapFacts} from './findings.ts';
import type {Verdict} from './verdict.ts';

const evidence = {
	'list of heaps': 'The process environment block lists it as a heap (PEB.ProcessHeaps).',
	'heap structure': 'The heap keeps it in its list of large blocks (VirtualAllocdBlocks).',
	'segment header': 'It begins with the header of a heap segment, which points back to the heap.',
	'signature only': 'It begins with the signature of a heap (0xffeeffee).',
} as const;

/**
 * Says that a region is a heap or part of one. A heap in a section, which VMMap calls `Heap (Shareable)`, is told by its
 * kind.
 */
export function classifyHeap({heap, role, source}: HeapAllocation, isShareable: boolean): Verdict {
	const kind =
		role === 'heap' ? heap.flavor : role === 'segment' ? `${heap.flavor} segment` : `${heap.flavor} large block`;
	return {
		type: 'Heap',
		kind: isShareable ? `${kind} (shareable)` : kind,
		evidence: evidence[source],
		isInferred: source === 'signature only',
	};
}

/** The text that VMMap shows, its spelling included: `Heap ID: 0 (Default) [LOW FRAGMENTATION]`. */
export function describeHeap({id, isDefault, flavor, frontEnd}: HeapFacts): string {
	const mode =
		flavor === 'segment heap'
			? ' [SEGMENT HEAP]'
			: frontEnd === 'low fragmentation'
				? ' [LOW FRAGMENTATION]'
				: frontEnd === 'none'
					? ' [COMPATABILITY]'
					: '';
	return `Heap ID: ${id}${isDefault ? ' (Default)' : ''}${mode}`;
}
