import {memoryTypes, type TypeCode} from '../memory-type.ts';
import {lowerBound} from '../numbers/lower-bound.ts';
import type {Snapshot} from '../snapshot.ts';
import {isSpace} from './is-empty.ts';

/** A cell in which there is nothing of the snapshot. */
export const noType = 255;

/**
 * The type that each of `count` cells from `start` shows, as a code: the one with the most bytes in it, but Free and
 * Unusable only where nothing else is in the cell, so that a single page is seen in a terabyte.
 */
export function findCellTypes(snapshot: Snapshot, start: number, cellSize: number, count: number): Uint8Array {
	const {blocks, regions} = snapshot;
	const types = new Uint8Array(count).fill(noType);
	const bytes = new Float64Array(memoryTypes.length);
	let cell = 0;
	for (let row = firstRowAt(snapshot, start); row < blocks.count && cell < count; row++) {
		const blockStart = blocks.start[row] ?? 0;
		const blockEnd = blockStart + (blocks.measures.size[row] ?? 0);
		const type = regions.type[blocks.region[row] ?? 0] ?? 0;
		const from = Math.max(start, blockStart);
		const first = Math.floor((from - start) / cellSize);
		if (first > cell) {
			types[cell] = mostOf(bytes);
			bytes.fill(0);
			cell = first;
		}

		if (cell >= count) {
			break;
		}

		// The rest of the cell that it begins in, then the cells that it fills, then the start of the one that it ends in.
		const last = Math.min(count, Math.floor((blockEnd - start) / cellSize));
		if (last > cell) {
			bytes[type] = (bytes[type] ?? 0) + (start + (cell + 1) * cellSize - from);
			types[cell] = mostOf(bytes);
			types.fill(type, cell + 1, last);
			bytes.fill(0);
			cell = last;
			bytes[type] = Math.max(0, blockEnd - (start + cell * cellSize));
		} else {
			bytes[type] = (bytes[type] ?? 0) + (blockEnd - from);
		}
	}

	if (cell < count) {
		types[cell] = mostOf(bytes);
	}

	return types;
}

/** The row of the block that lies in a range of addresses with the most bytes, by the rule of `findCellTypes`. */
export function findMainBlock(snapshot: Snapshot, start: number, end: number): number | undefined {
	const {blocks, regions} = snapshot;
	let main: number | undefined;
	let mostBytes = 0;
	let isMainSpace = true;
	for (let row = firstRowAt(snapshot, start); row < blocks.count && (blocks.start[row] ?? 0) < end; row++) {
		const blockStart = blocks.start[row] ?? 0;
		const blockEnd = blockStart + (blocks.measures.size[row] ?? 0);
		const within = Math.min(end, blockEnd) - Math.max(start, blockStart);
		const isThisSpace = isSpace(regions.type[blocks.region[row] ?? 0] ?? 0);
		if (within > 0 && (isThisSpace === isMainSpace ? within > mostBytes : isMainSpace)) {
			main = row;
			mostBytes = within;
			isMainSpace = isThisSpace;
		}
	}

	return main;
}

/** The first block that ends behind an address. */
function firstRowAt({blocks}: Snapshot, address: number): number {
	const following = lowerBound(blocks.start, address);
	const before = following - 1;
	const end = (blocks.start[before] ?? 0) + (blocks.measures.size[before] ?? 0);
	return before >= 0 && end > address ? before : following;
}

function mostOf(bytes: Float64Array): TypeCode {
	let most = noType;
	let mostSpace = noType;
	for (let type = 0; type < bytes.length; type++) {
		const count = bytes[type] ?? 0;
		if (count === 0) {
			continue;
		}

		if (isSpace(type)) {
			mostSpace = mostSpace === noType || count > (bytes[mostSpace] ?? 0) ? type : mostSpace;
		} else {
			most = most === noType || count > (bytes[most] ?? 0) ? type : most;
		}
	}

	return most === noType ? mostSpace : most;
}
