import type {Range} from '../../../model/inspection.ts';
import type {Mapping} from '../../process-memory.ts';
import {findAnonymousMemory} from './find-anonymous-memory.ts';
import type {Arena} from './find-arenas.ts';

/**
 * Finds where chunks with mappings of their own can be: in anonymous memory that no arena has its chunks in. `others` are
 * the parts of arenas' runs that turned out not to be theirs.
 */
export function findMappedPlaces(
	mappings: readonly Mapping[],
	arenas: readonly Arena[],
	others: readonly Range[],
): readonly Range[] {
	const runs = arenas.flatMap(arena => arena.runs).toSorted((one, two) => one.start - two.start);
	let next = 0;
	const left = findAnonymousMemory(mappings).flatMap(range => {
		while ((runs[next]?.end ?? Number.POSITIVE_INFINITY) <= range.start) {
			next++;
		}

		return subtract(range, runs, next);
	});
	return [...left, ...others];
}

/** What of a range is in none of some others, which ascend; `from` is the first of them that may be in it. */
function subtract({start, end}: Range, others: readonly Range[], from: number): readonly Range[] {
	const left: Range[] = [];
	let free = start;
	for (let row = from; row < others.length && (others[row]?.start ?? end) < end; row++) {
		const other = others[row];
		if (other && other.end > free) {
			left.push({start: free, end: Math.max(free, other.start)});
			free = Math.min(end, other.end);
		}
	}

	return [...left, {start: free, end}].filter(range => range.end > range.start);
}
