import {parseAddress, parseSize} from '../format.ts';
import {type FilterKey, findKey, nearestNames} from './keys.ts';
import {type Head, splitWords, type Word} from './split-words.ts';
import {
	type Comparison,
	comparisons,
	type DiffWord,
	diffWords,
	type Filter,
	type FilterMistake,
	type FilterTerm,
} from './term.ts';

/**
 * Reads what a user types into the filter. A mistake says where it is and what to do about it; the first one counts. What
 * asks for a change is one where no diff is shown.
 *
 *     heap !type:stack prot:rwx details:"my file" addr:7f3a12345678 ws>=64K
 *     changed grew>1M
 */
export function parseFilter(text: string, {isDiff = false}: {readonly isDiff?: boolean} = {}): Filter | FilterMistake {
	const words = splitWords(text);
	if ('kind' in words) {
		return words;
	}

	const terms: FilterTerm[] = [];
	for (const word of words) {
		const term = word.head ? parseKeyed(word, word.head, isDiff) : parseBare(word, isDiff);
		if (term.kind === 'mistake') {
			return term;
		}

		terms.push(term);
	}

	return {kind: 'filter', terms};
}

function parseBare(word: Word, isDiff: boolean): FilterTerm | FilterMistake {
	const {value, isNegated, valueLength} = word;
	if (value === '') {
		return valueLength > 0
			? mistakeAtValue(word, 'There is nothing between these quotes.')
			: mistakeAtWord(word, 'Nothing follows this !: it negates the word behind it, as in !heap.');
	}

	// In quotes it is a text to look for.
	const change = valueLength === value.length ? findDiffWord(value) : undefined;
	if (change) {
		return isDiff ? {kind: 'change', change, isNegated} : mistakeAtWord(word, onlyInDiff(value));
	}

	return {kind: 'word', text: value, isNegated};
}

function parseKeyed(word: Word, head: Head, isDiff: boolean): FilterTerm | FilterMistake {
	const key = findKey(head.name);
	if (!key) {
		const sentence = `There is no key ${head.name}. Near it: ${nearestNames(head.name).join(', ')}. To look for the text, put it in quotes.`;
		return mistakeAt(head.at, head.name.length, sentence);
	}

	if (key.takes === 'growth' && !isDiff) {
		return mistakeAt(head.at, head.name.length, onlyInDiff(head.name));
	}

	return key.takes === 'text' || key.takes === 'address'
		? parseLookup(key, word, head)
		: parseComparison(key, word, head);
}

/** `type:heap`, `addr:7f3a12345678`. */
function parseLookup(
	key: Extract<FilterKey, {takes: 'text' | 'address'}>,
	word: Word,
	head: Head,
): FilterTerm | FilterMistake {
	const {value, isNegated} = word;
	if (head.operator !== ':') {
		return mistakeAtOperator(head, `${head.name} takes a colon, as in ${key.example}.`);
	}

	if (value === '') {
		return missingValue(word, head, key);
	}

	if (key.takes === 'text') {
		return {kind: 'text', field: key.field, text: value, isNegated};
	}

	const address = parseAddress(value);
	return address === undefined
		? mistakeAtValue(word, 'This is no address: write up to 16 hexadecimal digits, with or without 0x.')
		: {kind: 'address', address, isNegated};
}

/** `size>=1M`, `blocks=2`. */
function parseComparison(
	key: Extract<FilterKey, {takes: 'size' | 'count' | 'growth'}>,
	word: Word,
	head: Head,
): FilterTerm | FilterMistake {
	const {operator, name} = head;
	const {example} = key;
	if (!isComparison(operator)) {
		return mistakeAtOperator(
			head,
			operator === ':'
				? `${name} takes a comparison, as in ${example}.`
				: `${operator} is no comparison: use > >= < <= or =, and ! before the word for the opposite.`,
		);
	}

	if (word.value === '') {
		return missingValue(word, head, key);
	}

	const value = key.takes === 'count' ? parseCount(word.value) : parseSize(word.value);
	if (value === undefined) {
		const sentence =
			key.takes === 'count'
				? 'This is no number: write digits only.'
				: 'This is no size: write digits and perhaps K, M, G or T, as in 64K or 1.5M.';
		return mistakeAtValue(word, sentence);
	}

	const compared = {comparison: operator, value, isNegated: word.isNegated};
	return key.takes === 'growth'
		? {kind: 'growth', direction: key.direction, ...compared}
		: {kind: 'comparison', quantity: key.quantity, ...compared};
}

function findDiffWord(text: string): DiffWord | undefined {
	return diffWords.find(word => word === text.toLowerCase());
}

function parseCount(text: string): number | undefined {
	return /^\d+$/.test(text) ? Number(text) : undefined;
}

function isComparison(operator: string): operator is Comparison {
	return comparisons.some(comparison => comparison === operator);
}

function onlyInDiff(word: string): string {
	return `${word} means something only in a diff. To look for the text, put it in quotes.`;
}

function missingValue(word: Word, {name, operator}: Head, {example}: FilterKey): FilterMistake {
	return mistakeAtWord(word, `A value is missing behind ${name}${operator}, as in ${example}.`);
}

function mistakeAtOperator({at, name, operator}: Head, sentence: string): FilterMistake {
	return mistakeAt(at + name.length, operator.length, sentence);
}

function mistakeAtWord({at, length}: Word, sentence: string): FilterMistake {
	return mistakeAt(at, length, sentence);
}

function mistakeAtValue({valueAt, valueLength}: Word, sentence: string): FilterMistake {
	return mistakeAt(valueAt, valueLength, sentence);
}

function mistakeAt(at: number, length: number, sentence: string): FilterMistake {
	return {kind: 'mistake', at, length, sentence};
}
