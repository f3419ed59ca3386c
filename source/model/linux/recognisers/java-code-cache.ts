import type {Verdict} from '../verdict.ts';
import {endOf, type VmaScan} from '../vma-scan.ts';
import {isCodeHeap, isJvmLibrary, jvmLibrary, leastCodeHeap} from './java-process.ts';
import type {Recogniser} from './recogniser.ts';

const proven: Verdict = {
	type: 'Managed Heap',
	kind: 'Java code cache',
	evidence: 'Begins with a block of a code heap in use, whose code blob points into libjvm.so.',
};

const usual: Verdict = {
	...proven,
	evidence: 'Executable memory of 1 MB and more in a process with libjvm.so: code that the JVM has made.',
	isInferred: true,
};

/** The code that HotSpot makes. */
export const javaCodeCache: Recogniser = {
	name: 'java-code-cache',
	looksFor: 'code heaps of a JVM',
	claims: [proven, usual],
	howSure:
		'proven by the first block of a code heap; inferred where it cannot be read, and since JDK 24 without tables',
	source: 'HotSpot: HeapBlock in memory/heap.hpp, code/codeBlob.hpp; OpenJDK 17 measured',
	begin({scan, clues: {readWords}, mapsFile}) {
		if (!mapsFile(jvmLibrary)) {
			return;
		}

		const library = findLibrary(scan);
		return region => {
			if (region.kind !== 'JIT code') {
				return;
			}

			const words = readWords?.(region.start);
			if (words && !isCodeHeap(words)) {
				return;
			}

			const table = Number(words?.[2] ?? 0n);
			if (table >= library.start && table < library.limit) {
				return proven;
			}

			return region.limit - region.start >= leastCodeHeap ? usual : undefined;
		};
	},
};

function findLibrary(scan: VmaScan): {readonly start: number; readonly limit: number} {
	const {vmas} = scan;
	let [start, limit] = [Number.NaN, Number.NaN];
	for (let row = 0; row < vmas.count; row++) {
		if (vmas.path[row] !== 0 && isJvmLibrary(scan, row)) {
			start = Number.isNaN(start) ? (vmas.start[row] ?? 0) : start;
			limit = endOf(scan, row);
		}
	}

	return {start, limit};
}
