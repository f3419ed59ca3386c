import type {TextColumn} from '../snapshot.ts';
import {parsePermissions, rankAccess} from './permissions.ts';
import type {TextTable} from './text-table.ts';

/**
 * Makes a function that says how VMAs from row `first` to before row `end` are protected together, as a row of the text
 * table: as all of them are (`rw-p`), else as the most permissive one is, and `+` (`r-xp+`). So a region reads `rwx` only
 * where one of its VMAs is writable and executable at once.
 */
export function summarizeProtection(permissions: TextColumn, texts: TextTable): (first: number, end: number) => number {
	const summaries = new Map<number, number>();
	const ranks = new Map<number, number>();
	const rankOf = (text: number): number => {
		const rank = ranks.get(text) ?? rankAccess(parsePermissions(texts.strings[text] ?? ''));
		ranks.set(text, rank);
		return rank;
	};

	return (first, end) => {
		let best = permissions[first] ?? 0;
		let isMixed = false;
		for (let row = first + 1; row < end; row++) {
			const text = permissions[row] ?? 0;
			if (text !== permissions[row - 1]) {
				isMixed = true;
				best = rankOf(text) > rankOf(best) ? text : best;
			}
		}

		if (!isMixed) {
			return best;
		}

		const summary = summaries.get(best) ?? texts.intern(`${texts.strings[best] ?? ''}+`);
		summaries.set(best, summary);
		return summary;
	};
}
