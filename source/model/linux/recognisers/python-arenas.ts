import {judgeContent} from './content.ts';
import {measureGlibcChunk} from './glibc-chunk-header.ts';
import {measurePythonArena} from './python-pool-header.ts';
import type {Recogniser} from './recogniser.ts';

const whole = {
	type: 'Managed Heap',
	kind: 'Python heap',
	evidence: 'Arenas of CPython fill it to the last byte: each begins with a pool header whose sizes agree.',
} as const;

const most = {
	...whole,
	evidence: 'Arenas of CPython fill more than half of it: each begins with a pool header whose sizes agree.',
	isInferred: true,
} as const;

/** Small objects of CPython, by the header of the first pool of each arena. */
export const pythonArenas: Recogniser = {
	looksFor: 'pool headers of CPython',
	begin(subject) {
		const measure = measurePythonArena(subject);
		const chunk = measureGlibcChunk(subject);
		return measure && chunk
			? region =>
					region.kind === 'anonymous' ? judgeContent(subject.scan, region, {whole, most}, measure, [chunk]) : undefined
			: undefined;
	},
};
