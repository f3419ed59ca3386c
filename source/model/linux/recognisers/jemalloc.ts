import type {ReadWords} from '../clues.ts';
import {readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows, endOf, isAnonymous, type VmaScan} from '../vma-scan.ts';
import {isUncharged, rowHasFlag} from './flags.ts';
import type {Recogniser} from './recogniser.ts';

const base: Verdict = {
	type: 'Heap',
	kind: 'jemalloc',
	evidence: 'Holds a base block of jemalloc, whose sizes and addresses agree: what it keeps of its extents.',
};

const uncharged: Verdict = {
	...base,
	evidence: 'Mapped without being charged (VmFlags nr) in a process with jemalloc, as jemalloc maps its extents.',
	isInferred: true,
};

const aligned: Verdict = {
	...base,
	evidence:
		'At a multiple of 2 MB in a process with jemalloc in which it charges what it maps, as it maps its extents.',
	isInferred: true,
};

/** Extents of jemalloc 5, whether it is a library or a part of the program. */
export const jemalloc: Recogniser = {
	name: 'jemalloc',
	looksFor: 'base blocks and extents of jemalloc',
	claims: [base, uncharged, aligned],
	howSure: 'base blocks are proven, and prove jemalloc where it is linked statically; extents have no header: inferred',
	source:
		'jemalloc 5: base_block_t in base.h, edata_t in edata.h, os_overcommits in src/pages.c; Debian 5.3.0 measured',
	begin({scan, clues: {readWords}, mapsFile}) {
		const blocks = readWords && !scan.is32Bit ? findBaseBlocks(scan, readWords) : noBlocks;
		if (blocks.length === 0 && !mapsFile(/\/libjemalloc[^/]*\.so[^/]*$/)) {
			return;
		}

		const leavesUncharged = hasUncharged(scan);
		return ({kind, first, start, limit}) => {
			if (kind !== 'anonymous' || !allows(scan, first, readable | writable)) {
				return;
			}

			if (blocks.some(block => block >= start && block < limit)) {
				return base;
			}

			if (rowHasFlag(scan, first, 'nr')) {
				return uncharged;
			}

			return !leavesUncharged && start % hugePage === 0 ? aligned : undefined;
		};
	},
};

/** HUGEPAGE of jemalloc: extents and base blocks that it maps begin at multiples of it. */
const hugePage = 0x20_0000;

const noBlocks: readonly number[] = [];

/** How many places of a mapping, and of all, are looked at. jemalloc maps its first block early, so at the top. */
const placesOfMapping = 2;
const maximumPlaces = 48;

function findBaseBlocks(scan: VmaScan, readWords: ReadWords): readonly number[] {
	const blocks: number[] = [];
	let places = 0;
	for (let row = scan.vmas.count - 1; row >= 0 && places < maximumPlaces; row--) {
		const start = scan.vmas.start[row] ?? 0;
		let place = Math.floor((endOf(scan, row) - 1) / hugePage) * hugePage;
		if (place < start || !isAnonymous(scan, row) || !allows(scan, row, readable | writable)) {
			continue;
		}

		const lowest = Math.max(start, place - (placesOfMapping - 1) * hugePage);
		for (; place >= lowest; place -= hugePage) {
			places++;
			if (isBaseBlock(readWords(place), place)) {
				blocks.push(place);
			}
		}
	}

	return blocks;
}

/**
 * base_block_t of jemalloc 5, and the edata_t in it (extent_t before 5.3).
 *
 *     0  size of the block: a multiple of 2 MiB
 *     8  next block, or 0
 *    16  bits
 *    24  where the free part begins
 *    32  size of the free part, which reaches to the end of the block
 */
function isBaseBlock(words: BigUint64Array | undefined, block: number): boolean {
	const size = Number(words?.[0] ?? 0n);
	if (size === 0 || size % hugePage !== 0) {
		return false;
	}

	const [, next = 1, , free = 0, freeSize = 0] = Array.from(words ?? [], Number);
	return next % hugePage === 0 && free > block && free < block + size && free + freeSize === block + size;
}

/** Whether anything that can be written is not charged: where memory may be overcommitted, jemalloc maps all extents so. */
function hasUncharged(scan: VmaScan): boolean {
	for (let row = 0; row < scan.vmas.count; row++) {
		if (isUncharged(scan, row)) {
			return true;
		}
	}

	return false;
}
