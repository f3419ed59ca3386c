import type {Clues} from '../clues.ts';
import type {Verdict} from '../verdict.ts';
import {endOf, type VmaScan} from '../vma-scan.ts';
import {compressedLimit} from './java-heap-size.ts';
import {type IsJavaObject, recogniseJavaObjects} from './java-objects.ts';
import {isArchive, runsJvm} from './java-process.ts';
import type {Recogniser, Unrecognised} from './recogniser.ts';

const holdsObjects: Verdict = {
	type: 'Managed Heap',
	kind: 'Java heap',
	evidence: 'Objects of Java begin at multiples of 512 KB in it: a header, and a class that the JVM knows.',
};

const low: Verdict = {
	...holdsObjects,
	evidence: 'In a process with libjvm.so, below 32 GB: HotSpot puts its heap there, where pointers fit into 32 bits.',
	isInferred: true,
};

const large: Verdict = {
	...holdsObjects,
	evidence: 'In a process with libjvm.so, and too large for pointers of 32 bits: the heap is what HotSpot reserves so.',
	isInferred: true,
};

/** The heap of HotSpot, wherever it lies. */
export const javaHeap: Recogniser = {
	name: 'java-heap',
	looksFor: 'objects of Java',
	claims: [holdsObjects, low, large],
	howSure: 'proven by the objects in it; where none can be read inferred from its place or from its size',
	source: 'HotSpot: oops/markWord.hpp, oops/oop.hpp, oops/compressedOops.hpp; OpenJDK 17 measured with four collectors',
	begin(subject) {
		if (!runsJvm(subject)) {
			return;
		}

		const {scan, clues} = subject;
		const isObject = clues.readWords && !scan.is32Bit ? recogniseJavaObjects(scan, clues.readWords) : undefined;
		return region => judge(scan, region, clues, isObject);
	},
};

/** Generations and regions of every collector but ZGC begin at multiples of at least this. */
const spaceAlignment = 0x8_0000;

/** What HotSpot reserves begins and ends at a multiple of this. */
const reservationAlignment = 0x1_0000;

/** How many places at the start and at the end of a region are looked at: G1 fills its heap from both ends. */
const placesPerEnd = 16;

/** How many runs of pages in memory are looked at where a collector has its young objects in the middle. */
const maximumRuns = 64;

/** Smaller regions are not worth asking the kernel for their pages: heaps are larger, nodes of metaspace are not. */
const largestWithoutPages = 0x400_0000;

function judge(
	scan: VmaScan,
	region: Unrecognised,
	clues: Clues,
	isObject: IsJavaObject | undefined,
): Verdict | undefined {
	const {kind, start, limit} = region;
	if (kind !== 'anonymous' && kind !== 'reserved') {
		return;
	}

	// Above 32 GB the reservation behind the archive is for classes, and holds no objects.
	const isForClasses = start >= compressedLimit && region.first > 0 && isArchive(scan, region.first - 1);
	if (isObject && !isForClasses && limit - start >= spaceAlignment && holdsObject(region, isObject, clues.findPages)) {
		return holdsObjects;
	}

	if (!isReservation(scan, region) || beginsWithOther(clues.readWords?.(start))) {
		return;
	}

	return limit <= compressedLimit ? low : limit - start > compressedLimit ? large : undefined;
}

function holdsObject({start, limit}: Unrecognised, isObject: IsJavaObject, findPages: Clues['findPages']): boolean {
	const first = Math.ceil(start / spaceAlignment) * spaceAlignment;
	const last = (Math.ceil(limit / spaceAlignment) - 1) * spaceAlignment;
	const distance = placesPerEnd * spaceAlignment;
	if (hasObject(first, Math.min(limit, first + distance), isObject)) {
		return true;
	}

	if (limit - first <= distance) {
		return false;
	}

	if (hasObject(Math.max(first + distance, last - distance + spaceAlignment), limit, isObject)) {
		return true;
	}

	return (
		limit - start > largestWithoutPages &&
		(findPages?.(first + distance, last) ?? []).slice(0, maximumRuns).some(run => hasObjectFirst(run, isObject))
	);
}

/** Whether an object begins at any multiple of the alignment from the first on. */
function hasObject(first: number, limit: number, isObject: IsJavaObject): boolean {
	for (let place = first; place < limit; place += spaceAlignment) {
		if (isObject(place)) {
			return true;
		}
	}

	return false;
}

function hasObjectFirst(run: {readonly start: number; readonly end: number}, isObject: IsJavaObject): boolean {
	const place = Math.ceil(run.start / spaceAlignment) * spaceAlignment;
	return place < run.end && isObject(place);
}

/** Parts of a heap that lie beside its archive end where the archive does. */
function isReservation(scan: VmaScan, {first, end, start, limit}: Unrecognised): boolean {
	const isStart =
		start % reservationAlignment === 0 || (first > 0 && isArchive(scan, first - 1) && endOf(scan, first - 1) === start);
	return isStart && (limit % reservationAlignment === 0 || (isArchive(scan, end) && scan.vmas.start[end] === limit));
}

/**
 * Whether words cannot be those at the start of a heap: the mark of an object is a hash and an age, or a pointer where it is
 * locked or moved. Its highest bits are 0 in either; a heap may also begin with nothing.
 */
function beginsWithOther(words: BigUint64Array | undefined): boolean {
	return (words?.[0] ?? 0n) >> 47n !== 0n;
}
