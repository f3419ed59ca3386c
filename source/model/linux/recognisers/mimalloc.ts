import {readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows, endOf, isAnonymous, type VmaScan} from '../vma-scan.ts';
import {rowHasFlag} from './flags.ts';
import type {Recogniser, Subject} from './recogniser.ts';

const proven: Verdict = {
	type: 'Heap',
	kind: 'mimalloc',
	evidence: 'Segments of mimalloc are at multiples of 32 MB in it: each holds its own address mixed with one cookie.',
};

const usual: Verdict = {
	...proven,
	evidence:
		'At a multiple of 32 MB and not charged (VmFlags nr) in a process with libmimalloc, as it maps its segments.',
	isInferred: true,
};

/** Segments of mimalloc 1 and 2, which names them only where the kernel keeps names. */
export const mimalloc: Recogniser = {
	name: 'mimalloc',
	looksFor: 'segments of mimalloc',
	claims: [proven, usual],
	howSure: 'proven where two segments hold the same cookie, with the library or without; else inferred',
	source: 'mimalloc: mi_segment_t in include/mimalloc/types.h, _mi_ptr_cookie in internal.h; Debian 2.0.9 measured',
	begin({scan, clues: {readWords}, mapsFile}) {
		if (scan.is32Bit) {
			return;
		}

		const segments = readWords ? findSegments(scan, readWords) : noSegments;
		const isMapped = mapsFile(/\/libmimalloc[^/]*\.so[^/]*$/);
		if (segments.length === 0 && !isMapped) {
			return;
		}

		return ({kind, first, start, limit}) => {
			if (kind !== 'anonymous') {
				return;
			}

			if (segments.some(segment => segment >= start && segment < limit)) {
				return proven;
			}

			return isMapped &&
				start % segmentSize === 0 &&
				allows(scan, first, readable | writable) &&
				rowHasFlag(scan, first, 'nr')
				? usual
				: undefined;
		};
	},
};

/** MI_SEGMENT_ALIGN of mimalloc 2. */
const segmentSize = 0x200_0000;

const noSegments: readonly number[] = [];

/** How many segments are looked at: two are proof. */
const maximumSegments = 64;

/**
 * The cookie is in mi_segment_t behind what differs between versions: masks of 512 bits, then counters. It is searched
 * for in these words from the start of the segment.
 */
const firstWord = 16;
const lastWord = 48;
const wordsPerRead = 8;

/** The cookie is made of a random key of 64 bits, so that its upper half is no part of an address. */
const smallestCookie = 1n << 48n;

/** Addresses of segments of which two or more hold, at the same place, their own address mixed with one number. */
function findSegments(scan: VmaScan, readWords: NonNullable<Subject['clues']['readWords']>): readonly number[] {
	const found = new Map<string, number[]>();
	for (const segment of listCandidates(scan)) {
		for (let word = firstWord; word < lastWord; word += wordsPerRead) {
			for (const [index, value] of readWords(segment + word * 8)?.entries() ?? []) {
				const cookie = value ^ BigInt(segment);
				if (cookie >= smallestCookie && value !== everyBit) {
					const key = `${word + index} ${cookie}`;
					found.set(key, [...(found.get(key) ?? []), segment]);
				}
			}
		}
	}

	const largest = [...found.values()].reduce((one, other) => (other.length > one.length ? other : one), []);
	return largest.length > 1 ? largest : noSegments;
}

/** A mask in which every bit is set. */
const everyBit = 0xffff_ffff_ffff_ffffn;

/** Multiples of 32 MB at which something that can be written is mapped, or lies in the middle of it. */
function listCandidates(scan: VmaScan): readonly number[] {
	const candidates: number[] = [];
	for (let row = 0; row < scan.vmas.count && candidates.length < maximumSegments; row++) {
		const start = scan.vmas.start[row] ?? 0;
		const limit = endOf(scan, row);
		let segment = Math.ceil(start / segmentSize) * segmentSize;
		if (segment >= limit || !isAnonymous(scan, row) || !allows(scan, row, readable | writable)) {
			continue;
		}

		for (; segment < limit && candidates.length < maximumSegments; segment += segmentSize) {
			candidates.push(segment);
		}
	}

	return candidates;
}
