import {expect, it} from 'vitest';
import {describeVmmapType} from '../../../source/model/windows/vmmap-type.ts';

it.each([
	['Image', 'DLL (ASLR)', 'Image (ASLR)'],
	['Image', 'DLL', 'Image'],
	['Heap', 'NT heap segment', 'Heap (Private Data)'],
	['Heap', 'NT heap (shareable)', 'Heap (Shareable)'],
	['Stack', '64-bit thread stack', 'Thread Stack'],
	['Private Data', 'private data', 'Private Data'],
	['Managed Heap', '.NET GC', 'Managed Heap'],
] as const)('%s of the kind %s is what VMMap calls %s', (type, kind, text) => {
	expect(describeVmmapType(type, kind)).toBe(text);
});
