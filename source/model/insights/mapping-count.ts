import {formatCount, formatPercent} from '../format.ts';
import {sayCount} from '../say.ts';
import {type LinuxBlockColumns, type Snapshot, textAt} from '../snapshot.ts';
import type {Insight} from './insight.ts';
import {mappedRows} from './mapped-rows.ts';

/** The sampler's name for sysctl vm.max_map_count among the counters: a number of mappings, not of bytes. */
export const mappingLimit = 'max_map_count';

const warningShare = 0.8;

/** Mappings against vm.max_map_count, at which mmap() and mprotect() begin to fail (sysctl/vm, Linux). */
export function findMappingCount(snapshot: Snapshot): Insight | undefined {
	const limit = snapshot.counters[mappingLimit];
	const {linux} = snapshot.blocks;
	if (limit === undefined || !linux) {
		return;
	}

	// The page above user space is no mapping of the process.
	const rows = mappedRows(snapshot).filter(row => textAt(snapshot, linux.path, row) !== '[vsyscall]');
	const count = rows.filter(row => !continuesMapping(snapshot, linux, row)).length;
	const isWarning = count >= limit * warningShare;
	return {
		subject: 'mappings',
		sentence:
			`${sayCount(count, 'mapping')} of at most ${formatCount(limit, 20)} (vm.max_map_count), ` +
			`${formatPercent(count / limit)}${isWarning ? ': at the limit mmap and mprotect fail.' : '.'}`,
		isWarning,
	};
}

/** Whether a block and the one before it are parts of one mapping that guards divide. */
function continuesMapping(snapshot: Snapshot, {vmFlags}: LinuxBlockColumns, row: number): boolean {
	const {blocks} = snapshot;
	const touches = blocks.start[row] === (blocks.start[row - 1] ?? 0) + (blocks.measures.size[row - 1] ?? 0);
	const isPart = isGuardInside(snapshot, vmFlags, row) || isGuardInside(snapshot, vmFlags, row - 1);
	return touches && isPart && vmFlags[row] === vmFlags[row - 1];
}

/** A guard inside of a mapping is not accessible though VmFlags say that its mapping is. */
function isGuardInside(snapshot: Snapshot, vmFlags: LinuxBlockColumns['vmFlags'], row: number): boolean {
	const isInaccessible = textAt(snapshot, snapshot.blocks.protection, row).startsWith('---');
	return isInaccessible && /\b(rd|wr|ex)\b/.test(textAt(snapshot, vmFlags, row));
}
