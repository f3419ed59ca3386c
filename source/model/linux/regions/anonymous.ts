import {executable, writable} from '../permissions.ts';
import type {Verdict} from '../verdict.ts';
import {
	allows,
	droppable,
	growsDown,
	hasFlag,
	hugePages,
	isAnonymous,
	isGuard,
	isInaccessible,
	notReserved,
	shadowStack,
	touchesPrevious,
	type VmaScan,
} from '../vma-scan.ts';
import {findArena} from './arena.ts';
import type {RegionRule, RegionSink} from './region-rows.ts';
import {findThreadStack, isNamedStackWithGuard} from './stack.ts';

const plain: Verdict = {
	type: 'Private Data',
	kind: 'anonymous',
	evidence: 'Private anonymous memory of which nothing more is known.',
};

const reserved: Verdict = {
	type: 'Private Data',
	kind: 'reserved',
	evidence: 'Private anonymous address space of which no page can be touched.',
};

const code: Verdict = {
	type: 'Private Data',
	kind: 'JIT code',
	evidence: 'Private anonymous memory that is executable: code made while the program runs.',
	isInferred: true,
};

const huge: Verdict = {
	type: 'Private Data',
	kind: 'huge pages',
	evidence: 'VmFlags ht: private memory in huge pages.',
};

const shadow: Verdict = {
	type: 'Stack',
	kind: 'shadow stack',
	evidence: 'VmFlags ss: return addresses, which only the processor writes.',
};

const growing: Verdict = {
	type: 'Stack',
	kind: 'growing mapping',
	evidence: 'VmFlags gd: mapped with MAP_GROWSDOWN, which is made for stacks.',
	isInferred: true,
};

const random: Verdict = {
	type: 'Private Data',
	kind: 'getrandom state',
	evidence: 'VmFlags dp: pages that may be dropped, as the vDSO keeps the state of getrandom.',
	isInferred: true,
};

/**
 * Private memory without a name that no other rule knows: neighbouring VMAs that differ in protection only are one
 * reservation, of which mprotect changed parts.
 */
export function anonymousRule(scan: VmaScan, {add, mark}: RegionSink): RegionRule {
	return row => {
		if (!isAnonymous(scan, row)) {
			return row;
		}

		let end = row + 1;
		let isReserved = isInaccessible(scan, row);
		let isCode = allows(scan, row, executable);
		let written = writtenAs(scan, row);
		while (continuesReservation(scan, end) && (written | writtenAs(scan, end)) !== (asData | asCode)) {
			isReserved &&= isInaccessible(scan, end);
			isCode ||= allows(scan, end, executable);
			written |= writtenAs(scan, end);
			end++;
		}

		for (let part = row; !isReserved && part < end; part++) {
			if (isInaccessible(scan, part)) {
				mark(part, isGuard(scan, part) ? 'guard' : 'reserve');
			}
		}

		return add(row, end, judge(scan, row, isReserved, isCode), 0);
	};
}

function continuesReservation(scan: VmaScan, row: number): boolean {
	return (
		isAnonymous(scan, row) &&
		touchesPrevious(scan, row) &&
		scan.flagGroup[row] === scan.flagGroup[row - 1] &&
		!isChargedOtherwise(scan, row) &&
		findArena(scan, row) === row &&
		findThreadStack(scan, row) === row &&
		!isNamedStackWithGuard(scan, row)
	);
}

/**
 * What can be written and is charged, beside what can be written and is not, or the other way round: mprotect changes no
 * such thing (mm/mprotect.c), so they were mapped apart.
 */
function isChargedOtherwise(scan: VmaScan, row: number): boolean {
	const areWritable = allows(scan, row, writable) && allows(scan, row - 1, writable);
	return areWritable && hasFlag(scan, row, notReserved) !== hasFlag(scan, row - 1, notReserved);
}

/**
 * A runtime that writes and executes at once does so in a reservation of its own, so data beside it is another's, even
 * where what either has reserved lies between: the heap of a JVM may touch its code cache.
 */
function writtenAs(scan: VmaScan, row: number): number {
	return !allows(scan, row, writable) ? 0 : allows(scan, row, executable) ? asCode : asData;
}

const asData = 1;
const asCode = 2;

function judge(scan: VmaScan, row: number, isReserved: boolean, isCode: boolean): Verdict {
	if (hasFlag(scan, row, shadowStack)) {
		return shadow;
	}

	if (hasFlag(scan, row, hugePages)) {
		return huge;
	}

	if (hasFlag(scan, row, growsDown)) {
		return growing;
	}

	if (hasFlag(scan, row, droppable)) {
		return random;
	}

	if (isReserved) {
		return reserved;
	}

	return isCode ? code : plain;
}
