import {isMemoryType, type MemoryType} from '../../model/memory-type.ts';

/** What VMMap's column Type says of a region. */
export type VmmapType = {readonly type: MemoryType; readonly kind: string};

/** The texts of VMMap 3.4 that are not the name of a type followed by what is finer in brackets. */
const ownTexts: ReadonlyMap<string, VmmapType> = new Map([
	['Image (ASLR)', {type: 'Image', kind: 'image (ASLR)'}],
	['Heap (Private Data)', {type: 'Heap', kind: 'heap'}],
	['Heap (Shareable)', {type: 'Heap', kind: 'heap (shareable)'}],
	['Thread Stack', {type: 'Stack', kind: 'thread stack'}],
]);

/** What is meant by a type's name alone. */
const plainKinds: Readonly<Partial<Record<MemoryType, string>>> = {
	Image: 'image',
	'Mapped File': 'mapped file',
	Shareable: 'page-file section',
	Heap: 'heap',
	Stack: 'thread stack',
	'Private Data': 'private data',
	Unusable: 'unusable',
	Free: 'free',
};

/**
 * Understands a text in the column Type: `Image (ASLR)`, `Thread Stack`, and `Heap (glibc arena)` as our own CSV has it.
 * Undefined where it names no type.
 */
export function readVmmapType(text: string, details: string): VmmapType | undefined {
	const own = ownTexts.get(text);
	if (own) {
		return own.type === 'Stack' && details === '64-bit thread stack' ? {type: 'Stack', kind: details} : own;
	}

	const [, name = '', finer] = /^(.*?)(?: \((.*)\))?$/s.exec(text) ?? [];
	return isMemoryType(name) ? {type: name, kind: finer ?? nameKind(name, details)} : undefined;
}

/** What VMMap says of a managed heap stands in its details: `GC`, or `Domain 1 Low Frequency Heap`. */
function nameKind(type: MemoryType, details: string): string {
	if (type === 'Managed Heap') {
		return details === 'GC' ? '.NET GC' : '.NET loader heap';
	}

	return plainKinds[type] ?? '';
}
