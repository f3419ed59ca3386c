import {executable, memCommit, memMapped, memPrivate, pageReadWrite} from './constants.ts';
import type {RuntimeFacts} from './findings.ts';
import type {MemoryRuns} from './memory-runs.ts';
import type {Verdict} from './verdict.ts';

/**
 * .NET 7 and later reserve their whole heap as one range: twice the physical memory, and 256 GB at least
 * (GCRegionRange in the runtime's gcconfig.h).
 */
const smallestRegionRange = 256 * 2 ** 30;

const collectorRange: Verdict = {
	type: 'Managed Heap',
	kind: '.NET GC',
	evidence: 'A .NET runtime is loaded, and it reserves its heap as one private range of 256 GB or more.',
	isInferred: true,
};

const collectorSegment: Verdict = {
	type: 'Managed Heap',
	kind: '.NET GC',
	evidence: 'A .NET runtime is loaded, and this begins with the header of a GC segment.',
	isInferred: true,
};

const code: Verdict = {
	type: 'Managed Heap',
	kind: '.NET code',
	evidence:
		'A .NET runtime is loaded, and this is an executable view of a section without a file, as it makes for code.',
	isInferred: true,
};

/**
 * Says whether an allocation without a file name, the runs from `first` to before `end`, is likely .NET's: a range or a
 * segment of its GC, or code that it has mapped twice, once to write and once to execute. Private executable memory stays
 * Private Data, as in VMMap. Undefined where nothing says so.
 */
export function classifyManaged(
	runs: MemoryRuns,
	first: number,
	end: number,
	runtime: RuntimeFacts,
): Verdict | undefined {
	const base = runs.allocationBase[first] ?? 0;
	let size = 0;
	let isExecutable = false;
	let isWritable = false;
	for (let row = first; row < end; row++) {
		const protect = runs.state[row] === memCommit ? (runs.protect[row] ?? 0) : 0;
		size += runs.size[row] ?? 0;
		isExecutable ||= (protect & executable) !== 0;
		isWritable ||= (protect & pageReadWrite) !== 0;
	}

	const type = runs.type[first];
	if (type === memPrivate && runtime.collectorSegments.has(base)) {
		return collectorSegment;
	}

	if (type === memPrivate && isWritable && !isExecutable && size >= smallestRegionRange) {
		return collectorRange;
	}

	return isExecutable && type === memMapped ? code : undefined;
}
