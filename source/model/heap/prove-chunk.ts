import {alignment, type ChunkFormat, otherArena, ownMapping, previousInUse} from './chunk-format.ts';
import type {Bounds} from './follow-chunks.ts';
import type {PeekMemory} from './peek-memory.ts';

/** So many headers in a row that agree with each other are no accident. */
const enoughChunks = 32;

/** And so many are enough where the place that could not be passed is still ahead. */
const mostChunks = 4096;

/** Whether a word can be the size of a chunk that begins at `address`. */
export function isPossibleSize(sizeField: number, address: number, {limit, isMain, format}: Bounds): boolean {
	const flags = sizeField % 8;
	const size = sizeField - flags;
	return (
		size >= format.smallest &&
		size % alignment === 0 &&
		address + size <= limit &&
		(flags & (isMain ? ownMapping | otherArena : ownMapping)) === 0
	);
}

/**
 * Whether a chunk really begins at `address`: whether 32 headers follow each other from there on, over `past`, or fewer
 * that lead exactly to the limit or to two fences.
 */
export function proveChunk(address: number, memory: PeekMemory, bounds: Bounds, past = 0): boolean {
	const {limit, format} = bounds;
	const {wordSize, headerSize} = format;
	let chunk = address;
	let before = 0;
	for (let count = 0; count < mostChunks; count++) {
		if (chunk === limit) {
			return true;
		}

		if (count >= enoughChunks && chunk > past) {
			return true;
		}

		const sizeField = memory.word(chunk + wordSize);
		if (sizeField === undefined || !agreesWithBefore(chunk, sizeField, before, memory)) {
			return false;
		}

		if (count > 0 && isFencePair(chunk, memory, format)) {
			return true;
		}

		if (!isPossibleSize(sizeField, chunk, bounds)) {
			return false;
		}

		before = sizeField - (sizeField % 8);
		chunk += before;
		if (chunk + headerSize > limit && chunk !== limit) {
			return false;
		}
	}

	return true;
}

/** A header that says that the chunk before it is free says the size of that one too. */
function agreesWithBefore(chunk: number, sizeField: number, before: number, memory: PeekMemory): boolean {
	return before === 0 || sizeField % 2 === previousInUse || memory.word(chunk) === before;
}

/** Whether a stretch of chunks ends here: two headers without contents, or one and one of size 0. See sysmalloc. */
function isFencePair(chunk: number, memory: PeekMemory, {wordSize, headerSize}: ChunkFormat): boolean {
	const sizeField = memory.word(chunk + wordSize);
	const next = memory.word(chunk + headerSize + wordSize);
	const isFence = sizeField !== undefined && sizeField - (sizeField % 2) === headerSize;
	return isFence && (next === headerSize + previousInUse || next === previousInUse);
}
