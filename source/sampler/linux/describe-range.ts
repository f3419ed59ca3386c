import type {Range, RangeFacts} from '../../model/inspection.ts';
import type {VmaColumns} from '../../model/linux/vma-columns.ts';
import type {ElfFiles} from './elf-files.ts';
import {keepKnown} from './known.ts';
import {readNodes} from './numa-maps.ts';
import {createVmaReader} from './vma-reader.ts';

/**
 * Finds out what no sample has of a region or block of the process whose folder of /proc is `folder`: how the file calls
 * itself, and on which NUMA nodes its pages lie.
 */
export function describeRange(folder: string, range: Range, elfFiles: ElfFiles): RangeFacts {
	const maps = createVmaReader().read(`${folder}/maps`);
	if (maps.kind !== 'parsed') {
		return {};
	}

	const {vmas} = maps;
	const rows = findRows(vmas, range);
	const ofFile = rows.find(row => vmas.inode[row] !== 0);
	// What the kernel tells of a mapping it does not tell of a part of one.
	const areWhole = rows.every(row => {
		const start = vmas.start[row] ?? 0;
		return start >= range.start && start + (vmas.size[row] ?? 0) <= range.end;
	});
	return keepKnown({
		...(ofFile === undefined ? {} : elfFiles.findNames(vmas, ofFile)),
		nodes: areWhole ? readNodes(folder, range) : undefined,
	});
}

/** The mappings of which something lies in the range. */
function findRows({count, start, size}: VmaColumns, range: Range): readonly number[] {
	const rows: number[] = [];
	for (let row = 0; row < count; row++) {
		const first = start[row] ?? 0;
		if (first < range.end && first + (size[row] ?? 0) > range.start) {
			rows.push(row);
		}
	}

	return rows;
}
