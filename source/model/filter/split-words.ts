import type {FilterMistake} from './term.ts';

/** One word of a filter as it was typed. */
export type Word = {
	/** Where it begins in the text, its `!` included. */
	readonly at: number;
	readonly length: number;
	readonly isNegated: boolean;
	readonly head?: Head;
	/** What follows, without its quotes. */
	readonly value: string;
	readonly valueAt: number;
	/** Length as typed, quotes included. */
	readonly valueLength: number;
};

/** `type:` or `size>=`: what a word may begin with. */
export type Head = {readonly at: number; readonly name: string; readonly operator: string};

/** A name of at least two letters, so that `C:\` is none, and all that follows of what could be an operator. */
const headPattern = /(?<name>[A-Za-z]{2,})(?<operator>:|[<>=!]*[<>=])/y;
const plainPattern = /\S*/y;
const blankPattern = /\s*/y;

/**
 * Parts a filter at its blanks, those in quotes excepted. A quote opens only where a word or its value begins.
 *
 *     !type:heap  size>=1M  "my file"  details:"my file"
 */
export function splitWords(text: string): readonly Word[] | FilterMistake {
	const words: Word[] = [];
	let at = skip(blankPattern, text, 0);
	while (at < text.length) {
		const word = readWord(text, at);
		if ('kind' in word) {
			return word;
		}

		words.push(word);
		at = skip(blankPattern, text, at + word.length);
	}

	return words;
}

function readWord(text: string, at: number): Word | FilterMistake {
	const isNegated = text[at] === '!';
	const headAt = isNegated ? at + 1 : at;
	headPattern.lastIndex = headAt;
	const {name, operator} = headPattern.exec(text)?.groups ?? {};
	const head = name === undefined || operator === undefined ? undefined : {at: headAt, name, operator};
	const valueAt = head ? headAt + head.name.length + head.operator.length : headAt;
	const end = text[valueAt] === '"' ? text.indexOf('"', valueAt + 1) + 1 : skip(plainPattern, text, valueAt);
	if (end === 0) {
		const length = text.length - valueAt;
		return {kind: 'mistake', at: valueAt, length, sentence: 'This quote has no end: put a second " behind the text.'};
	}

	const isQuoted = text[valueAt] === '"';
	return {
		at,
		length: end - at,
		isNegated,
		...(head && {head}),
		value: isQuoted ? text.slice(valueAt + 1, end - 1) : text.slice(valueAt, end),
		valueAt,
		valueLength: end - valueAt,
	};
}

/** Where a sticky pattern that also matches nothing ends. */
function skip(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return at + (pattern.exec(text)?.[0].length ?? 0);
}
