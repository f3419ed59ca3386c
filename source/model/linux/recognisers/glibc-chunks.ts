import {judgeContent} from './content.ts';
import {measureGlibcChunk} from './glibc-chunk-header.ts';
import {measurePythonArena} from './python-pool-header.ts';
import type {Recogniser} from './recogniser.ts';

const whole = {
	type: 'Heap',
	kind: 'glibc mmapped chunk',
	evidence:
		'Begins with the header of a chunk that malloc has mapped by itself, and such chunks fill it to the last byte.',
} as const;

const most = {
	...whole,
	evidence:
		'Begins with the header of a chunk that malloc has mapped by itself; such chunks fill more than half of it.',
	isInferred: true,
} as const;

/** Large blocks that glibc's malloc maps one by one, by the header of each. */
export const glibcChunks: Recogniser = {
	looksFor: 'headers of mapped chunks of malloc',
	begin(subject) {
		const measure = measureGlibcChunk(subject);
		const python = measurePythonArena(subject);
		const others = python ? [python] : [];
		return measure
			? region =>
					region.kind === 'anonymous' ? judgeContent(subject.scan, region, {whole, most}, measure, others) : undefined
			: undefined;
	},
};
