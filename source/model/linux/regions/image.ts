import type {ElfFacts} from '../elf-facts.ts';
import {executable, readable, writable} from '../permissions.ts';
import {
	allows,
	charged,
	endOf,
	file,
	hasFlag,
	hasFlags,
	isAnonymous,
	isInaccessible,
	isSameObject,
	named,
	touchesPrevious,
	type VmaScan,
} from '../vma-scan.ts';
import {findBssEnd} from './bss.ts';
import {judgeImage} from './image-verdict.ts';
import type {RegionRule, RegionSink} from './region-rows.ts';

/** Linkers align segments to 2 MiB at most, twice that is the widest hole seen between two of them. */
const widestHole = 0x40_0000;

/** Without headers, a larger anonymous VMA behind an image is taken for something else than its .bss. */
const largestPlausibleBss = 0x100_0000;

/**
 * A program or library: VMAs of one ELF file one after the other, their offsets ascending, at least one of them
 * executable; what is anonymous between them; and the .bss behind them.
 */
export function imageRule(scan: VmaScan, {add, mark}: RegionSink): RegionRule {
	// Rows before this one are known to begin no image, so that a long run of data is walked through once.
	let noImageBefore = 0;

	return row => {
		if (row < noImageBefore || scan.origin[row] !== file || !mayBeImage(scan, row)) {
			return row;
		}

		const run = findSegments(scan, row);
		const facts = run.executableRow < 0 ? 'not ELF' : scan.elfOf(run.executableRow);
		const verdict = judgeImage(scan, row, facts);
		if (!verdict) {
			noImageBefore = run.end;
			return row;
		}

		const known = typeof facts === 'object' ? facts : undefined;
		const end = endOfBss(scan, run.end, known);
		for (let part = row; part < end; part++) {
			const details = describePart(scan, part, known !== undefined);
			if (details !== '') {
				mark(part, details);
			}
		}

		return add(row, end, verdict, scan.vmas.path[row] ?? 0);
	};
}

/** Devices may do anything when they are opened, so only files and memory that can hold a program are asked. */
function mayBeImage(scan: VmaScan, row: number): boolean {
	const name = scan.nameOf(row);
	return name === undefined || name.mayBeImage === true;
}

function findSegments(scan: VmaScan, first: number): {readonly end: number; readonly executableRow: number} {
	const {vmas} = scan;
	let executableRow = -1;
	let lowestOffset = 0;
	const isNextSegment = (row: number): boolean =>
		row < vmas.count &&
		isSameObject(scan, first, row) &&
		(vmas.start[row] ?? 0) - endOf(scan, row - 1) <= widestHole &&
		(vmas.offset[row] ?? 0) >= lowestOffset;
	const take = (row: number): void => {
		if (allows(scan, row, executable) && executableRow < 0) {
			executableRow = row;
		}

		// Old linkers cover the hole between text and data with pages of the file that nobody can touch.
		const length = isInaccessible(scan, row) ? 0 : (vmas.size[row] ?? 0);
		// The last page of one segment in the file may be the first page of the next as well.
		lowestOffset = Math.max(lowestOffset, (vmas.offset[row] ?? 0) + length - scan.pageSize);
	};

	take(first);
	let end = first + 1;
	for (;;) {
		if (isNextSegment(end)) {
			take(end);
			end++;
		} else if (isEnclosed(scan, end) && isNextSegment(end + 1)) {
			take(end + 1);
			end += 2;
		} else {
			return {end, executableRow};
		}
	}
}

/** Anonymous memory right between two VMAs: a .bss of its own segment, or pages of the file that were replaced. */
function isEnclosed(scan: VmaScan, row: number): boolean {
	return isAnonymous(scan, row) && touchesPrevious(scan, row) && touchesPrevious(scan, row + 1);
}

/** The row after the .bss that begins with `row`, or `row`. */
function endOfBss(scan: VmaScan, row: number, facts: ElfFacts | undefined): number {
	const bssEnd = facts ? expectBssEnd(scan, row, facts) : 0;
	let end = row;
	while (touchesPrevious(scan, end)) {
		// A VMA that is longer than the .bss has merged with what lies behind it.
		const isBss = facts ? endOf(scan, end) <= bssEnd : end === row && isPlausibleBss(scan, end);
		if (!isNamedBss(scan, end) && !(isAnonymous(scan, end) && isBss)) {
			break;
		}

		end++;
	}

	return end;
}

function expectBssEnd({vmas, pageSize}: VmaScan, row: number, facts: ElfFacts): number {
	return findBssEnd(facts, {
		fileStart: vmas.start[row - 1] ?? 0,
		fileOffset: vmas.offset[row - 1] ?? 0,
		bssStart: vmas.start[row] ?? 0,
		pageSize,
	});
}

function isPlausibleBss(scan: VmaScan, row: number): boolean {
	return (
		allows(scan, row - 1, readable | writable) &&
		allows(scan, row, readable | writable) &&
		!allows(scan, row, executable) &&
		(scan.vmas.size[row] ?? 0) <= largestPlausibleBss
	);
}

function isNamedBss(scan: VmaScan, row: number): boolean {
	return scan.origin[row] === named && scan.nameOf(row)?.kind === '.bss';
}

/** What a VMA is within an image; empty where that is not certain. */
function describePart(scan: VmaScan, row: number, isElf: boolean): string {
	if (scan.origin[row] !== file) {
		return allows(scan, row, executable) ? '' : '.bss';
	}

	if (!isElf) {
		return '';
	}

	if (allows(scan, row, executable)) {
		return allows(scan, row, writable) ? '' : 'text';
	}

	if (allows(scan, row, writable)) {
		return 'data';
	}

	if (isInaccessible(scan, row)) {
		return 'reserve';
	}

	// What the loader has made read-only after it wrote there is still charged to the commit limit.
	return hasFlag(scan, row, hasFlags) ? (hasFlag(scan, row, charged) ? 'relro' : 'rodata') : '';
}
