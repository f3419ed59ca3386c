import type {MemoryType} from '../../model/memory-type.ts';

/** The numbers that VMMap has for types. 7 is never explained. */
const useTypes: readonly (readonly [number, MemoryType])[] = [
	[0, 'Heap'],
	[1, 'Stack'],
	[2, 'Image'],
	[3, 'Mapped File'],
	[4, 'Private Data'],
	[5, 'Shareable'],
	[6, 'Free'],
	[8, 'Managed Heap'],
	[9, 'Page Table'],
	[10, 'Unusable'],
];

const typesByNumber = new Map(useTypes);
const numbersByType = new Map(useTypes.map(([number, type]) => [type, number] as const));

/** The type with this number in VMMap's UseType; undefined where there is none. */
export function findUseType(number: number): MemoryType | undefined {
	return typesByNumber.get(number);
}

/** VMMap's UseType of a type. */
export function toUseType(type: MemoryType): number {
	return numbersByType.get(type) ?? 4;
}
