import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {filterHelp, parseFilter} from '../../../source/model/filter/filter.ts';
import type {FilterTerm} from '../../../source/model/filter/term.ts';
import {arbitraryTerm, printTerm} from './terms.ts';

function termsOf(text: string): readonly FilterTerm[] {
	const parsed = parseFilter(text, {isDiff: true});
	if (parsed.kind === 'mistake') {
		throw new Error(parsed.sentence);
	}

	return parsed.terms;
}

describe('a filter', () => {
	test('of nothing has no terms', () => {
		expect(termsOf('')).toEqual([]);
		expect(termsOf('  \t ')).toEqual([]);
	});

	test.each<[string, FilterTerm]>([
		['libc', {kind: 'word', text: 'libc', isNegated: false}],
		['!libc', {kind: 'word', text: 'libc', isNegated: true}],
		['"my file"', {kind: 'word', text: 'my file', isNegated: false}],
		['!"a: b>c"', {kind: 'word', text: 'a: b>c', isNegated: true}],
		['"new"', {kind: 'word', text: 'new', isNegated: false}],
		['!NEW', {kind: 'change', change: 'new', isNegated: true}],
		['newer', {kind: 'word', text: 'newer', isNegated: false}],
		['grew>=1M', {kind: 'growth', direction: 'grew', comparison: '>=', value: 1_048_576, isNegated: false}],
		['!Shrank>0', {kind: 'growth', direction: 'shrank', comparison: '>', value: 0, isNegated: true}],
		['type:heap', {kind: 'text', field: 'type', text: 'heap', isNegated: false}],
		['PROT:rwx', {kind: 'text', field: 'protection', text: 'rwx', isNegated: false}],
		['!details:"my file"', {kind: 'text', field: 'details', text: 'my file', isNegated: true}],
		['details:a:b', {kind: 'text', field: 'details', text: 'a:b', isNegated: false}],
		['addr:0x7f3a12345678', {kind: 'address', address: 0x7f3a_1234_5678, isNegated: false}],
		['size>1.5M', {kind: 'comparison', quantity: 'size', comparison: '>', value: 1_572_864, isNegated: false}],
		['!ws<=64K', {kind: 'comparison', quantity: 'totalWs', comparison: '<=', value: 65_536, isNegated: true}],
		['rss=0', {kind: 'comparison', quantity: 'totalWs', comparison: '=', value: 0, isNegated: false}],
		['Locked>=4k', {kind: 'comparison', quantity: 'lockedWs', comparison: '>=', value: 4096, isNegated: false}],
		['blocks<10', {kind: 'comparison', quantity: 'blocks', comparison: '<', value: 10, isNegated: false}],
		[String.raw`C:\Windows`, {kind: 'word', text: String.raw`C:\Windows`, isNegated: false}],
		['wow!', {kind: 'word', text: 'wow!', isNegated: false}],
		['a"b', {kind: 'word', text: 'a"b', isNegated: false}],
	])('reads %s', (text, term) => {
		expect(termsOf(text)).toEqual([term]);
	});

	test('has a term a word, however many blanks part them', () => {
		expect(termsOf('  heap   !type:stack\tsize>0 ')).toHaveLength(3);
	});

	test('is read as it was printed', () => {
		fc.assert(
			fc.property(fc.array(arbitraryTerm, {maxLength: 5}), terms => {
				expect(termsOf(terms.map(printTerm).join('  '))).toEqual(terms);
			}),
		);
	});
});

describe('a mistake is shown where it is:', () => {
	/** `^` under the first and `~` under every further character of what is wrong. */
	test.each([
		['heap sizes>1M', '     ^~~~~', 'There is no key sizes. Near it: size, '],
		['typ:heap', '^~~', 'Near it: type, '],
		['size>lots', '     ^~~~', 'This is no size'],
		['blocks>1K', '       ^~', 'This is no number'],
		['addr:libc', '     ^~~~', 'This is no address'],
		['addr:12345678901234567', '     ^~~~~~~~~~~~~~~~~', 'up to 16 hexadecimal digits'],
		['heap "my file', '     ^~~~~~~~', 'This quote has no end'],
		['details:"my', '        ^~~', 'This quote has no end'],
		['heap type:', '     ^~~~~', 'A value is missing behind type:, as in type:heap.'],
		['size>', '^~~~~', 'A value is missing behind size>'],
		['details:""', '^~~~~~~~~~', 'A value is missing'],
		['size=>1M', '    ^~', '=> is no comparison'],
		['size!=0', '    ^~', '!= is no comparison'],
		['size:1M', '    ^', 'size takes a comparison, as in size>1M.'],
		['type>heap', '    ^', 'type takes a colon, as in type:heap.'],
		['heap !', '     ^', 'Nothing follows this !'],
		['""', '^~', 'There is nothing between these quotes.'],
		['heap new', '     ^~~', 'new means something only in a diff.'],
		['!Gone', '^~~~~', 'Gone means something only in a diff.'],
		['grew>1M', '^~~~', 'grew means something only in a diff.'],
		['heap shrank>', '     ^~~~~~', 'shrank means something only in a diff.'],
	])('%s', (text, marks, sentence) => {
		const parsed = parseFilter(text);
		expect(parsed).toMatchObject({kind: 'mistake', at: marks.indexOf('^'), length: marks.trimStart().length});
		expect(parsed.kind === 'mistake' ? parsed.sentence : '').toContain(sentence);
	});

	test('anything that is typed is a filter, or has a mistake that lies within it', () => {
		const pieces = fc.constantFrom('size', 'type', 'new', '>', '=', ':', '!', '"', ' ', '1M', 'ff', 'é', '👍', '-');
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({unit: 'binary'}),
					fc.array(pieces).map(all => all.join('')),
				),
				text => {
					const parsed = parseFilter(text);
					if (parsed.kind === 'mistake') {
						expect(parsed.at).toBeGreaterThanOrEqual(0);
						expect(parsed.length).toBeGreaterThan(0);
						expect(parsed.at + parsed.length).toBeLessThanOrEqual(text.length);
						expect(parsed.sentence).toMatch(/\.$/);
					}
				},
			),
		);
	});
});

test('every example of the help is a filter', () => {
	expect(filterHelp.filter(({example}) => parseFilter(example, {isDiff: true}).kind === 'mistake')).toEqual([]);
});
