import type {RuntimeFacts} from '../../model/windows/findings.ts';
import {allocationEnd, type MemoryRuns} from '../../model/windows/memory-runs.ts';
import type {FirstPage} from './read-first-pages.ts';
import {isCollectorSegment} from './structures/collector-segment.ts';
import type {PointerSize} from './structures/read-pointer.ts';

/** The libraries that a .NET runtime is: .NET, .NET Framework 4, and those before it. */
const runtimeLibraries: ReadonlySet<string> = new Set(['coreclr.dll', 'clr.dll', 'mscorwks.dll', 'mscorsvr.dll']);

/** Finds the .NET runtime of a process by the names of its images. Undefined where it has none. */
export function findRuntime(
	runs: MemoryRuns,
	paths: ReadonlyMap<number, string>,
	firstPages: readonly FirstPage[],
	pointerSize: PointerSize,
): RuntimeFacts | undefined {
	const library = [...paths.values()]
		.map(path => path.slice(path.lastIndexOf('\\') + 1))
		.find(name => runtimeLibraries.has(name.toLowerCase()));
	if (library === undefined) {
		return undefined;
	}

	const segments = firstPages.filter(({base, view}) =>
		isCollectorSegment(view, pointerSize, base, allocationEnd(runs, base)),
	);
	return {library, collectorSegments: new Set(segments.map(({base}) => base))};
}
