import fc from 'fast-check';
import {expect, test} from 'vitest';
import {decodeBytes, findStrings, textOf} from '../../../source/model/strings/find-strings.ts';
import {bytePattern, textPattern} from '../../../source/model/strings/text-pattern.ts';

test('what has a meaning in a pattern stands for itself', () => {
	fc.assert(
		fc.property(fc.string({minLength: 1}), text => {
			expect(`x${text}y`).toMatch(textPattern(text));
			expect(textPattern(text).exec('')).toBeNull();
		}),
	);
	expect('a.b').toMatch(textPattern('A.B'));
	expect('axb').not.toMatch(textPattern('a.b'));
});

test('every string that holds a text in ASCII has a place in its bytes where the text begins', () => {
	const piece = fc.oneof(fc.constantFrom(0, 0, 1, 0x41, 0x61, 0x62, 0x42, 0x2e, 0xc3, 0xa4), fc.nat(255));
	const wanted = fc.string({unit: fc.constantFrom('a', 'B', '.', 'ab'), minLength: 1, maxLength: 3});
	fc.assert(
		fc.property(fc.array(piece, {maxLength: 200}), wanted, (values, text) => {
			const bytes = Uint8Array.from(values);
			const decoded = decodeBytes(bytes);
			const places = [...decoded.matchAll(bytePattern(text) ?? /(?!)/g)].map(({index}) => index);
			const found = findStrings(bytes, 2);
			for (let row = 0; row < found.count; row++) {
				const start = found.offsets[row] ?? 0;
				const end = start + (found.lengths[row] ?? 0);
				if (textPattern(text).test(textOf(bytes, decoded, found, row))) {
					expect(places.some(place => place >= start && place < end)).toBe(true);
				}
			}
		}),
	);
});

test('a text with other characters has no such pattern', () => {
	expect(bytePattern('größe')).toBeUndefined();
});
