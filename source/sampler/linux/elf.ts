import type {ElfAnswer, ElfFacts} from '../../model/linux/elf-facts.ts';
import {
	dynamicTags,
	type ElfHeaders,
	type ReadAt,
	readDynamicSection,
	readElfHeaders,
	segmentTypes,
} from './elf-headers.ts';

const executableType = 2;
const sharedObjectType = 3;

/** DF_1_PIE of DT_FLAGS_1: this is a program. */
const programFlag = 0x0800_0000;

/** Reads what the headers of a file say. Whatever the file holds, it gives an answer. */
export function readElf(readAt: ReadAt): ElfAnswer {
	const headers = readElfHeaders(readAt);
	if (headers === undefined || headers === 'not ELF') {
		return headers;
	}

	return {
		role: findRole(headers, readAt),
		isPositionIndependent: headers.identity.type === sharedObjectType,
		segments: headers.segments
			.filter(({type}) => type === segmentTypes.load)
			.map(({offset, virtualAddress, fileSize, memorySize}) => ({offset, virtualAddress, fileSize, memorySize})),
	};
}

/**
 * A program that may be loaded anywhere is a shared object too. It says so by a flag, or has an interpreter and no
 * name to be asked for by: libc.so.6 has an interpreter, as it can be run, and a name.
 */
function findRole(headers: ElfHeaders, readAt: ReadAt): ElfFacts['role'] {
	const {identity, segments} = headers;
	if (identity.type === executableType) {
		return 'executable';
	}

	if (identity.type !== sharedObjectType) {
		return 'other';
	}

	const hasInterpreter = segments.some(({type}) => type === segmentTypes.interpreter);
	const dynamic = readDynamicSection(headers, readAt);
	const isProgram = Math.floor((dynamic.get(dynamicTags.flags) ?? 0) / programFlag) % 2 === 1;
	return isProgram || (hasInterpreter && !dynamic.has(dynamicTags.libraryName)) ? 'executable' : 'shared library';
}
