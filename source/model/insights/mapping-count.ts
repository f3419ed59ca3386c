import {formatCount, formatPercent} from '../format.ts';
import {type Snapshot, textAt} from '../snapshot.ts';
import type {Insight} from './insight.ts';
import {mappedRows} from './mapped-rows.ts';
import {sayCount} from './say.ts';

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
	const count = mappedRows(snapshot).filter(row => textAt(snapshot, linux.path, row) !== '[vsyscall]').length;
	const isWarning = count >= limit * warningShare;
	return {
		subject: 'mappings',
		sentence:
			`${sayCount(count, 'mapping')} of at most ${formatCount(limit, 20)} (vm.max_map_count), ` +
			`${formatPercent(count / limit)}${isWarning ? ': at the limit mmap and mprotect fail.' : '.'}`,
		isWarning,
	};
}
