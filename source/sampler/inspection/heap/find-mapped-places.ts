import type {Range} from '../../../model/inspection.ts';
import type {Mapping} from '../../process-memory.ts';
import type {Arena} from './find-arenas.ts';

/**
 * Finds where chunks with mappings of their own can be: all private memory without a file that can be written and that no
 * arena has. The kernel makes one mapping of what was mapped side by side, whoever did it, and several of one chunk of
 * which a part was locked or given huge pages; here what touches is one place.
 */
export function findMappedPlaces(mappings: readonly Mapping[], arenas: readonly Arena[]): readonly Range[] {
	const taken = arenas.flatMap(({runs}) => runs).toSorted((one, two) => one.start - two.start);
	const places: {start: number; end: number}[] = [];
	for (const mapping of mappings.filter(isAnonymous)) {
		for (const {start, end} of subtract(mapping, taken)) {
			const last = places.at(-1);
			if (last?.end === start) {
				last.end = end;
			} else {
				places.push({start, end});
			}
		}
	}

	return places;
}

/** With huge pages of the kernel's pool (glibc.malloc.hugetlb=2) the mapping has a file of no file system as its path. */
const hugePages = '/anon_hugepage (deleted)';

function isAnonymous({isWritable, isPrivate, path}: Mapping): boolean {
	return isWritable && isPrivate && (path === '' || path === hugePages || path.startsWith('[anon'));
}

/** What of a range is in none of some others, which ascend. */
function subtract({start, end}: Range, others: readonly Range[]): readonly Range[] {
	const left: Range[] = [];
	let from = start;
	for (const other of others) {
		if (other.end > from && other.start < end) {
			left.push({start: from, end: Math.max(from, other.start)});
			from = Math.min(end, other.end);
		}
	}

	return [...left, {start: from, end}].filter(range => range.end > range.start);
}
