import {deletedMark} from '../deleted-mark.ts';
import {executable, shared, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {allows, file, hasFlag, hugePages, isSameObject, pathOf, touchesPrevious, type VmaScan} from '../vma-scan.ts';
import type {RegionRule, RegionSink} from './region-rows.ts';

const plain: Verdict = {type: 'Mapped File', kind: 'file', evidence: 'The path of a file, mapped as data.'};

const deleted: Verdict = {
	type: 'Mapped File',
	kind: 'deleted file',
	evidence: 'The path of a file that has no name any more: its space is given back when it is unmapped.',
};

const copyOnWrite: Verdict = {
	type: 'Mapped File',
	kind: 'copy-on-write file',
	evidence: 'The path of a file, mapped private and writable: what is written stays in this process.',
};

const code: Verdict = {
	type: 'Mapped File',
	kind: 'executable file',
	evidence: 'An executable mapping of a file that has no ELF headers.',
};

const unreadCode: Verdict = {
	type: 'Mapped File',
	kind: 'executable file',
	evidence: 'An executable mapping of a file that could not be read and is not named like a program.',
	isInferred: true,
};

const sharedHuge: Verdict = {type: 'Shareable', kind: 'huge pages', evidence: 'VmFlags ht: a file of hugetlbfs.'};

const privateHuge: Verdict = {
	type: 'Private Data',
	kind: 'huge pages',
	evidence: 'VmFlags ht: a private mapping of a file of hugetlbfs.',
};

const nameless: Verdict = {
	type: 'Shareable',
	kind: 'shared',
	evidence: 'Shared memory of which the kernel gives neither name nor inode.',
};

/**
 * Files, devices, shared memory: neighbouring VMAs of one object. Where the offsets of a file go back, it was mapped
 * again.
 */
export function mappedFileRule(scan: VmaScan, {add, intern}: RegionSink): RegionRule {
	const {vmas} = scan;
	return row => {
		if (scan.origin[row] !== file) {
			return row;
		}

		let isExecutable = allows(scan, row, executable);
		let isWritable = allows(scan, row, writable);
		let end = row + 1;
		const name = scan.nameOf(row);
		while (
			end < vmas.count &&
			touchesPrevious(scan, end) &&
			isSameObject(scan, row, end) &&
			(name !== undefined || continuesFile(scan, end))
		) {
			isExecutable ||= allows(scan, end, executable);
			isWritable ||= allows(scan, end, writable);
			end++;
		}

		if (name) {
			return add(row, end, name, name.details === '' ? 0 : intern(name.details));
		}

		return add(row, end, judge(scan, row, isExecutable, isWritable), vmas.path[row] ?? 0);
	};
}

/** Parts of one mapping follow each other in the file as well. */
function continuesFile({vmas}: VmaScan, row: number): boolean {
	return (vmas.offset[row] ?? 0) >= (vmas.offset[row - 1] ?? 0) + (vmas.size[row - 1] ?? 0);
}

function judge(scan: VmaScan, row: number, isExecutable: boolean, isWritable: boolean): Verdict {
	const {vmas} = scan;
	const isShared = allows(scan, row, shared);
	if (hasFlag(scan, row, hugePages)) {
		return isShared ? sharedHuge : privateHuge;
	}

	if (vmas.path[row] === 0 && vmas.inode[row] === 0) {
		return nameless;
	}

	if (isExecutable) {
		return scan.elfOf(row) === undefined ? unreadCode : code;
	}

	if (isWritable && !isShared) {
		return copyOnWrite;
	}

	return pathOf(scan, row).endsWith(deletedMark) ? deleted : plain;
}
