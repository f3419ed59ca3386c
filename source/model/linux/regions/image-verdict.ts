import {withoutDeletedMark} from '../deleted-mark.ts';
import type {ElfAnswer} from '../elf-facts.ts';
import type {Verdict} from '../verdict.ts';
import {pathOf, type VmaScan} from '../vma-scan.ts';

const evidence = 'ELF headers of the file, and an executable mapping of it.';
const inferredEvidence = 'An executable mapping and a name as programs have it; the file could not be read.';

const verdicts = {
	executable: {type: 'Image', kind: 'executable', evidence},
	'shared library': {type: 'Image', kind: 'shared library', evidence},
	other: {type: 'Image', kind: 'ELF file', evidence},
} as const satisfies Record<string, Verdict>;

const inferredVerdicts = {
	executable: {type: 'Image', kind: 'executable', evidence: inferredEvidence, isInferred: true},
	'shared library': {type: 'Image', kind: 'shared library', evidence: inferredEvidence, isInferred: true},
} as const satisfies Record<string, Verdict>;

/**
 * What a file with an executable mapping is, if it is an Image: by its headers, else by the process and by its name. A
 * row of the file must be given.
 */
export function judgeImage(scan: VmaScan, row: number, facts: ElfAnswer): Verdict | undefined {
	if (facts === 'not ELF') {
		return undefined;
	}

	const path = withoutDeletedMark(pathOf(scan, row));
	const isProgram = path !== '' && path === withoutDeletedMark(scan.program ?? '');
	const isLibraryName = /\.(so(\.[^/]*)?|odex|oat)$/.test(path);
	if (facts !== undefined) {
		// libc.so.6 can be started like a program, but here it is a library.
		const role = facts.role === 'executable' && isLibraryName ? 'shared library' : facts.role;
		return verdicts[isProgram ? 'executable' : role];
	}

	if (isProgram) {
		return inferredVerdicts.executable;
	}

	if (isLibraryName) {
		return inferredVerdicts['shared library'];
	}

	return /\/(s?bin|libexec)\//.test(path) ? inferredVerdicts.executable : undefined;
}
