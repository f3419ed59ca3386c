import type {Clues, FindPages} from './clues.ts';
import {canDivide, type PageCount, type Part} from './part-fields.ts';
import type {VmaColumns} from './vma-columns.ts';

/**
 * The parts of one VMA by the guards in it. Where its numbers cannot be divided it is one part, with its guards.
 * Undefined where it has none.
 */
export function divideVma(
	vmas: VmaColumns,
	row: number,
	findPages: FindPages,
	countShared: Clues['countShared'],
): readonly Part[] | undefined {
	const start = vmas.start[row] ?? 0;
	const size = vmas.size[row] ?? 0;
	const runs = findPages(start, start + size);
	if (!runs?.some(({state}) => state === 'a guard')) {
		return;
	}

	const pieces = cutAtGuards(runs, start, start + size);
	const parts = makeParts(row, pieces);
	if (canDivide(vmas, row, parts)) {
		return parts;
	}

	const counted = countShared && countSharedPages(pieces, countShared);
	const sharedParts = counted && makeParts(row, counted);
	if (sharedParts && canDivide(vmas, row, sharedParts)) {
		return sharedParts;
	}

	const guards = pieces.reduce((sum, {start: from, end, isGuard}) => sum + (isGuard ? end - from : 0), 0);
	return [{row, start, size, isGuard: false, guards}];
}

function makeParts(row: number, pieces: readonly Piece[]): readonly Part[] {
	const sum = (count: (own: PageCount) => number): number => pieces.reduce((total, {own}) => total + count(own), 0);
	const ofVma = {
		resident: sum(({resident}) => resident),
		swapped: sum(({swapped}) => swapped),
		...(pieces[0]?.own.shared !== undefined && {shared: sum(({shared = 0}) => shared)}),
	};
	return pieces.map(({start, end, isGuard, own}) => ({
		row,
		start,
		size: end - start,
		isGuard,
		guards: 0,
		pages: {own, ofVma},
	}));
}

/** Asks which pages a fork still shares, or gives undefined where that is not told of all. */
function countSharedPages(
	pieces: readonly Piece[],
	countShared: NonNullable<Clues['countShared']>,
): readonly Piece[] | undefined {
	const counted: Piece[] = [];
	for (const piece of pieces) {
		const shared = piece.own.resident === 0 ? 0 : countShared(piece.start, piece.end);
		if (shared === undefined) {
			return;
		}

		counted.push({...piece, own: {...piece.own, shared}});
	}

	return counted;
}

type Piece = {readonly start: number; readonly end: number; readonly isGuard: boolean; readonly own: PageCount};

function cutAtGuards(runs: NonNullable<ReturnType<FindPages>>, start: number, end: number): readonly Piece[] {
	const pieces: Piece[] = [];
	let from = start;
	let own = {resident: 0, swapped: 0};
	const endPiece = (limit: number, isGuard: boolean): void => {
		if (limit > from) {
			pieces.push({start: from, end: limit, isGuard, own});
		}

		from = limit;
		own = {resident: 0, swapped: 0};
	};

	for (const run of runs) {
		if (run.state === 'a guard') {
			endPiece(run.start, false);
			endPiece(run.end, true);
		} else if (run.state === 'in memory') {
			own.resident += run.end - run.start;
		} else {
			own.swapped += run.end - run.start;
		}
	}

	endPiece(end, false);
	return pieces;
}
