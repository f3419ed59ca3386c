import type {ReadWords} from '../clues.ts';
import type {Verdict} from '../verdict.ts';
import {endOf, type VmaScan} from '../vma-scan.ts';
import {isUncharged} from './flags.ts';
import type {Recogniser} from './recogniser.ts';

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

			return isMapped && start % segmentSize === 0 && isUncharged(scan, first) ? usual : undefined;
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

/** Addresses of segments of which two or more hold, at the same place, their own address mixed with one number. */
function findSegments(scan: VmaScan, readWords: ReadWords): readonly number[] {
	const candidates = listCandidates(scan);
	if (candidates.length < 2) {
		return noSegments;
	}

	const found = new Map<string, number[]>();
	for (const segment of candidates) {
		for (let word = firstWord; word < lastWord; word += wordsPerRead) {
			for (const [index, cookie] of listCookies(readWords(segment + word * 8), segment)) {
				const key = `${word + index} ${cookie}`;
				found.set(key, [...(found.get(key) ?? []), segment]);
			}
		}
	}

	const largest = [...found.values()].reduce((one, other) => (other.length > one.length ? other : one), []);
	return largest.length > 1 ? largest : noSegments;
}

/**
 * What each of some words would be as a cookie, with the place of the word. The cookie is made of a random key of 64 bits,
 * so its highest 16 bits are not those of an address. Taken in halves, as numbers are faster than big integers.
 */
function listCookies(words: BigUint64Array | undefined, segment: number): readonly (readonly [number, string])[] {
	const cookies: (readonly [number, string])[] = [];
	if (words) {
		const halves = new Uint32Array(words.buffer, words.byteOffset, words.length * 2);
		const segmentHigh = Math.floor(segment / 2 ** 32);
		for (let index = 0; index < words.length; index++) {
			const [low = 0, high = 0] = [halves[index * 2], halves[index * 2 + 1]];
			const isMask = low === everyBit && high === everyBit;
			if (!isMask && high >>> 16 !== 0) {
				cookies.push([index, `${(low ^ segment) >>> 0} ${(high ^ segmentHigh) >>> 0}`]);
			}
		}
	}

	return cookies;
}

/** Half of a mask in which every bit is set. */
const everyBit = 0xffff_ffff;

/** Multiples of 32 MB at which something that can be written and is not charged begins, or goes on. */
function listCandidates(scan: VmaScan): readonly number[] {
	const candidates: number[] = [];
	for (let row = 0; row < scan.vmas.count && candidates.length < maximumSegments; row++) {
		const start = scan.vmas.start[row] ?? 0;
		const limit = endOf(scan, row);
		let segment = Math.ceil(start / segmentSize) * segmentSize;
		if (segment >= limit || !isUncharged(scan, row)) {
			continue;
		}

		for (; segment < limit && candidates.length < maximumSegments; segment += segmentSize) {
			candidates.push(segment);
		}
	}

	return candidates;
}
