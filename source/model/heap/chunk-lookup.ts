import type {ChunkFormat} from './chunk-format.ts';
import type {PeekMemory} from './peek-memory.ts';

/** Tells of single chunks, in any order. */
export type ChunkLookup = {
	/** Size in bytes of the chunk at an address; undefined where none can be. */
	readonly sizeAt: (chunk: number) => number | undefined;
	/** The first word of its contents: in a list of free chunks, the pointer to the next one. */
	readonly contentAt: (chunk: number) => number | undefined;
};

/** Looks chunks up in memory as it is. `isInHeap` tells where arenas have theirs. */
export function lookUpInMemory(
	memory: PeekMemory,
	format: ChunkFormat,
	isInHeap: (address: number) => boolean,
): ChunkLookup {
	return {
		sizeAt(chunk) {
			if (!isInHeap(chunk)) {
				return undefined;
			}

			const sizeField = memory.word(chunk + format.wordSize);
			return sizeField === undefined ? undefined : sizeField - (sizeField % 8);
		},
		contentAt: chunk => memory.word(chunk + format.headerSize),
	};
}
