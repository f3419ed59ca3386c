import type {NumberColumn} from '../snapshot.ts';
import type {Clues, FindPages} from './clues.ts';
import {parsePermissions, shared} from './permissions.ts';
import {hasVmFlag} from './vm-flags.ts';
import type {VmaColumns} from './vma-columns.ts';

/** A row of the columns to come. */
export type Part = {
	readonly row: number;
	readonly start: number;
	readonly size: number;
	readonly isGuard: boolean;
	/** Bytes of guards inside of it. */
	readonly guards: number;
	/** Where it is a part of a VMA. */
	readonly pages?: {readonly own: PageCount; readonly ofVma: PageCount};
};

/** Bytes. `shared` are those in memory that another process maps too; undefined where that was not asked. */
type PageCount = {readonly resident: number; readonly swapped: number; readonly shared?: number};

/** Fields that are the same for each part, as they say how a VMA is mapped and not how much of it. */
const sharedFields: ReadonlySet<string> = new Set(['KernelPageSize', 'MMUPageSize', 'THPeligible', 'ProtectionKey']);

const swapFields: ReadonlySet<string> = new Set(['Swap', 'SwapPss']);

/**
 * Fields that may be unknown of a stack, since whose stack is whose is worth more. The kernel changes them page by page on
 * its own: it clears accessed bits, merges pages, writes them to swap and brings them back clean.
 */
const dispensableFields: ReadonlySet<string> = new Set([
	'Referenced',
	'Pss_Dirty',
	'Private_Clean',
	'Private_Dirty',
	'KSM',
	'LazyFree',
]);

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

/**
 * Whether each part has its own of all that smaps says of the VMA. Private memory of a process that runs may have changed
 * since smaps was read, as the lines of smaps themselves are of different moments: then the later count is taken. What
 * shared memory has in swap is counted for the object and not for the mapping, so there both counts must agree.
 */
function canDivide(vmas: VmaColumns, row: number, parts: readonly Part[]): boolean {
	const counted = parts[0]?.pages?.ofVma;
	const sharedPages = (vmas.fields['Shared_Clean']?.[row] ?? 0) + (vmas.fields['Shared_Dirty']?.[row] ?? 0);
	const resident = vmas.fields['Rss']?.[row];
	const swapped = vmas.fields['Swap']?.[row] ?? 0;
	const permissions = vmas.strings[vmas.permissions[row] ?? 0] ?? '';
	const isStack = hasVmFlag(vmas.strings[vmas.vmFlags[row] ?? 0] ?? '', 'nh');
	const isPlain = vmas.inode[row] === 0 && (parsePermissions(permissions) & shared) === 0;
	return (
		resident !== undefined &&
		counted !== undefined &&
		(counted.shared === undefined || counted.shared === sharedPages) &&
		(isPlain || (resident === counted.resident && swapped === counted.swapped)) &&
		Object.entries(vmas.fields).every(
			([name, column]) =>
				Number.isNaN(column[row]) ||
				(isStack && dispensableFields.has(name)) ||
				parts.every(part => fieldOf(vmas, name, column, part) !== undefined),
		)
	);
}

/** What a part has of a field, in its unit; undefined where that cannot be told. */
export function fieldOf(vmas: VmaColumns, name: string, column: NumberColumn, part: Part): number | undefined {
	const value = column[part.row] ?? Number.NaN;
	const {pages} = part;
	if (!pages || value === 0 || sharedFields.has(name)) {
		return value;
	}

	if (name === 'Size') {
		return part.size;
	}

	// Where one part has all pages that a field counts, all that is counted is of it; where the field counts all of such
	// pages, each part has its own.
	const own = countFor(name, pages.own);
	if (own !== 0 && own === countFor(name, pages.ofVma)) {
		return value;
	}

	const {Rss: resident, Swap: swapped} = vmas.fields;
	const whole = {...pages.ofVma, resident: resident?.[part.row] ?? 0, swapped: swapped?.[part.row] ?? 0};
	return own === 0 || value === countFor(name, whole) ? own : undefined;
}

/**
 * What a field is if it counts all pages of its sort. Of shared pages each counts half in Pss if one process maps it
 * besides this one; no sum of smaller shares comes to as much.
 */
function countFor(name: string, {resident, swapped, shared}: PageCount): number {
	if (swapFields.has(name)) {
		return swapped;
	}

	if (shared === undefined) {
		return resident;
	}

	if (name.startsWith('Shared_')) {
		return shared;
	}

	if (name.startsWith('Private_')) {
		return resident - shared;
	}

	return name.startsWith('Pss') ? resident - shared / 2 : resident;
}
