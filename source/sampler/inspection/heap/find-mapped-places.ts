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
	return [...findAnonymousMemory(mappings).flatMap(range => subtract(range, runs)), ...others];
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
