import {readable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {
	allows,
	charged,
	growsDown,
	hasFlag,
	hasFlags,
	hugePages,
	isAnonymous,
	isGuard,
	isInaccessible,
	isSameObject,
	mayHaveGuards,
	named,
	noHugePage,
	pathOf,
	touchesPrevious,
	type VmaScan,
} from '../vma-scan.ts';
import type {RegionRule, RegionSink} from './region-rows.ts';

/** The largest guard that is believed: pthread_attr_setguardsize allows any, programs use a page to some hundred KiB. */
const largestGuard = 0x10_0000;

/** Guards of stacks that only their geometry tells: a page (glibc), 16 KiB (JVM), 64 KiB (glibc with 64 KiB pages). */
const largestPlainGuard = 0x1_0000;

/** Stack sizes that programs ask for (256 KiB, 1 MiB, 1.5 MiB, 8 MiB) are multiples of this one. */
const stackUnit = 0x4_0000;

const markedStack: Verdict = {
	type: 'Stack',
	kind: 'thread stack',
	evidence: 'VmFlags nh and a guard in front: so Linux marks what is mapped with MAP_STACK since 6.7.',
	isInferred: true,
};

const guardedInside: Verdict = {
	type: 'Stack',
	kind: 'thread stack',
	evidence: 'VmFlags nh and gu: glibc maps stacks so since 2.42, with the guard inside. Several may be one mapping.',
	isInferred: true,
};

const shapedStack: Verdict = {
	type: 'Stack',
	kind: 'thread stack',
	evidence: 'A small guard, and behind it as much as programs give to a stack.',
	isInferred: true,
};

/** The stack of the first thread: `[stack]`, and parts of it that lost the name when their protection changed. */
export function mainStackRule(scan: VmaScan, {add}: RegionSink): RegionRule {
	const isNamed = (row: number): boolean =>
		scan.origin[row] === named && scan.nameOf(row)?.type === 'Stack' && hasMainStackName(scan, row);
	const isPart = (row: number): boolean =>
		row < scan.vmas.count && (isNamed(row) || (isAnonymous(scan, row) && hasFlag(scan, row, growsDown)));
	return row => {
		if (!isPart(row)) {
			return row;
		}

		let end = row;
		let namedRow = -1;
		do {
			namedRow = isNamed(end) ? end : namedRow;
			end++;
		} while (isPart(end) && touchesPrevious(scan, end));

		const name = namedRow < 0 ? undefined : scan.nameOf(namedRow);
		return name ? add(row, end, name, scan.vmas.path[namedRow] ?? 0) : row;
	};
}

/** A stack whose body has a name, with the nameless guard in front of it. */
export function namedStackRule(scan: VmaScan, {add, mark, intern}: RegionSink): RegionRule {
	return row => {
		if (!isNamedStackWithGuard(scan, row)) {
			return row;
		}

		const name = scan.nameOf(row + 1);
		let end = row + 2;
		while (end < scan.vmas.count && touchesPrevious(scan, end) && isSameObject(scan, row + 1, end)) {
			end++;
		}

		mark(row, 'guard');
		return name ? add(row, end, name, intern(name.details)) : row;
	};
}

/** The stack of a thread, told by VmFlags or by its geometry, with its guard. */
export function threadStackRule(scan: VmaScan, {add, mark}: RegionSink): RegionRule {
	return row => {
		const end = findThreadStack(scan, row);
		if (end === row) {
			return row;
		}

		if (isInaccessible(scan, row)) {
			mark(row, 'guard');
		}

		return add(row, end, verdictOf(scan, row), 0);
	};
}

/** Whether a row is the guard of a stack that has a name. */
export function isNamedStackWithGuard(scan: VmaScan, row: number): boolean {
	const body = row + 1;
	if (scan.origin[body] !== named || !touchesPrevious(scan, body) || (scan.vmas.size[row] ?? 0) > largestGuard) {
		return false;
	}

	const isGuard =
		isInaccessible(scan, row) &&
		(isAnonymous(scan, row) || (scan.origin[row] === named && scan.nameOf(row)?.kind === 'stack guard'));
	const name = isGuard ? scan.nameOf(body) : undefined;
	return name?.type === 'Stack' && name.kind !== 'stack guard' && !hasMainStackName(scan, body);
}

/** The row after the nameless thread stack that begins with a row, or the row itself. */
export function findThreadStack(scan: VmaScan, row: number): number {
	if (!isAnonymous(scan, row) || hasFlag(scan, row, hugePages)) {
		return row;
	}

	if (!scan.marksStacks) {
		return isShapedStack(scan, row) ? row + 2 : row;
	}

	if (isInaccessible(scan, row)) {
		// The JVM maps its guards anew, which takes the flag from them; the body keeps it.
		return (scan.vmas.size[row] ?? 0) <= largestGuard && isMarkedBody(scan, row + 1) ? endOfBody(scan, row + 2) : row;
	}

	const isGuardedInside = hasFlag(scan, row, noHugePage) && hasFlag(scan, row, mayHaveGuards);
	return isGuardedInside && allows(scan, row, readable | writable) ? endOfBody(scan, row + 1) : row;
}

function verdictOf(scan: VmaScan, row: number): Verdict {
	if (!scan.marksStacks) {
		return shapedStack;
	}

	return isInaccessible(scan, row) ? markedStack : guardedInside;
}

function isMarkedBody(scan: VmaScan, row: number): boolean {
	return (
		isAnonymous(scan, row) &&
		touchesPrevious(scan, row) &&
		hasFlag(scan, row, noHugePage) &&
		allows(scan, row, readable | writable) &&
		(scan.vmas.size[row] ?? 0) > (scan.vmas.size[row - 1] ?? 0)
	);
}

/** A body may be in parts, where some of it is locked, advised or executable. */
function endOfBody(scan: VmaScan, row: number): number {
	let end = row;
	while (
		isAnonymous(scan, end) &&
		touchesPrevious(scan, end) &&
		hasFlag(scan, end, noHugePage) &&
		!isInaccessible(scan, end)
	) {
		end++;
	}

	return end;
}

/** A guard and a body whose sizes are those of a stack, for kernels that do not mark stacks. */
function isShapedStack(scan: VmaScan, row: number): boolean {
	const guard = scan.vmas.size[row] ?? 0;
	const body = scan.vmas.size[row + 1] ?? 0;
	return (
		isInaccessible(scan, row) &&
		// Kernels that have guards inside of VMAs mark stacks.
		!isGuard(scan, row) &&
		guard <= largestPlainGuard &&
		body > guard &&
		(body % stackUnit === 0 || (guard + body) % stackUnit === 0) &&
		isAnonymous(scan, row + 1) &&
		touchesPrevious(scan, row + 1) &&
		allows(scan, row + 1, readable | writable) &&
		(!hasFlag(scan, row + 1, hasFlags) || hasFlag(scan, row + 1, charged))
	);
}

function hasMainStackName(scan: VmaScan, row: number): boolean {
	return pathOf(scan, row) === '[stack]';
}
