import type {Snapshot} from '../snapshot.ts';
import {matchChange} from './match-changes.ts';
import {addDigitMatches, hexDigitsOf} from './match-digits.ts';
import {matchAddress, matchComparison, matchGrowth} from './match-numbers.ts';
import {matchField, matchShownTexts} from './match-texts.ts';
import type {Selection} from './selection.ts';
import type {Filter, FilterTerm} from './term.ts';

/** What each term of the last filter selects: a key changes one term, so the others need not be matched again. */
const lastMatches = new WeakMap<Snapshot, ReadonlyMap<string, Selection>>();

/**
 * Selects the regions that satisfy every term of a filter, all where there is none. Each term goes through whole columns
 * at a time; texts are compared once a distinct text and addresses are never made into text, so that a million blocks
 * take a few milliseconds a term.
 */
export function selectRegions(snapshot: Snapshot, {terms}: Filter): Selection {
	const known = lastMatches.get(snapshot);
	const matches = new Map<string, Selection>();
	for (const term of terms) {
		const key = JSON.stringify(term);
		matches.set(key, matches.get(key) ?? known?.get(key) ?? matchTerm(snapshot, term));
	}

	lastMatches.set(snapshot, matches);
	return intersect([...matches.values()], snapshot.regions.count);
}

function intersect(selections: readonly Selection[], count: number): Selection {
	const common = new Uint8Array(count).fill(1);
	for (const selection of selections) {
		for (let region = 0; region < count; region++) {
			common[region] = (common[region] ?? 0) & (selection[region] ?? 0);
		}
	}

	return common;
}

function matchTerm(snapshot: Snapshot, term: FilterTerm): Selection {
	switch (term.kind) {
		case 'word':
			return negateIf(term.isNegated, matchWord(snapshot, term.text));
		case 'text':
			return negateIf(term.isNegated, matchField(snapshot, term.field, term.text));
		case 'address':
			return negateIf(term.isNegated, matchAddress(snapshot, term.address));
		case 'comparison':
			return matchComparison(snapshot, term);
		case 'change':
			return negateIf(term.isNegated, matchChange(snapshot, term.change));
		case 'growth':
			return matchGrowth(snapshot, term);
	}
}

function matchWord(snapshot: Snapshot, text: string): Selection {
	const selection = matchShownTexts(snapshot, text);
	const digits = hexDigitsOf(text);
	if (digits !== undefined) {
		addDigitMatches(snapshot, digits, selection);
	}

	return selection;
}

function negateIf(isNegated: boolean, selection: Selection): Selection {
	if (isNegated) {
		for (let region = 0; region < selection.length; region++) {
			selection[region] = 1 - (selection[region] ?? 0);
		}
	}

	return selection;
}
