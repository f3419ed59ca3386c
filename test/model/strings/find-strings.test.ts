import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	decodeBytes,
	type FoundStrings,
	findCut,
	findStrings,
	findStringsAround,
	stringEncodings,
	textOf,
} from '../../../source/model/strings/find-strings.ts';
import {listStrings, sortStringList} from '../../../source/model/strings/string-list.ts';

const find = (bytes: Uint8Array<ArrayBuffer>, minimum = 4) => {
	const found = findStrings(bytes, minimum);
	const decoded = decodeBytes(bytes);
	return Array.from({length: found.count}, (_, row) => [
		found.offsets[row],
		stringEncodings[found.encodings[row] ?? -1],
		textOf(bytes, decoded, found, row),
	]);
};
const bytesOf = (...parts: readonly (string | readonly number[])[]) =>
	Buffer.concat(parts.map(part => Buffer.from(typeof part === 'string' ? part : [...part])));

test('ASCII, UTF-8 and UTF-16 are found where they are, in order of place', () => {
	const bytes = bytesOf([0, 1], 'plain', [0], 'größe', [0, 0], 'wide'.split('').join('\0'), [0, 0, 7], 'tab\there');
	expect(find(bytes)).toEqual([
		[2, 'ASCII', 'plain'],
		[8, 'UTF-8', 'größe'],
		[17, 'UTF-16', 'wide'],
		[27, 'ASCII', 'tab\there'],
	]);
});

test('what is shorter than the minimum is left out, counted in characters', () => {
	expect(find(bytesOf('abc', [0], 'äöü', [0], 'abcd'))).toEqual([[11, 'ASCII', 'abcd']]);
	expect(find(bytesOf('äöü'), 3)).toEqual([[0, 'UTF-8', 'äöü']]);
});

test('bytes that are no UTF-8 end a string', () => {
	// Overlong, a surrogate, C1, beyond Unicode, a character that ends too soon.
	for (const wrong of [
		[0xc0, 0xaf],
		[0xed, 0xa0, 0x80],
		[0xc2, 0x85],
		[0xf4, 0x90, 0x80, 0x80],
		[0xe2, 0x82],
	]) {
		expect(find(bytesOf('left', wrong, 'right'))).toEqual([
			[0, 'ASCII', 'left'],
			[4 + wrong.length, 'ASCII', 'right'],
		]);
	}
});

test('a text between bytes that no text has is found as it is', () => {
	const text = fc
		.string({unit: 'grapheme', minLength: 4})
		.filter(value => /^[ -~\u00A1-\u00AC\u00AE-\uD7FF]+$/u.test(value));
	fc.assert(
		fc.property(text, text, (first, second) => {
			const found = find(bytesOf([1, 0, 1], first, [1, 0, 1], second, [1, 0, 1]));
			expect(found.filter(([, encoding]) => encoding !== 'UTF-16').map(([, , value]) => value)).toEqual([
				first,
				second,
			]);
		}),
	);
});

test('parting bytes where findCut says parts no string', () => {
	const piece = fc.oneof(fc.constantFrom(0, 0, 0, 1, 9, 0x41, 0x62, 0xc3, 0xa4, 0xe2, 0x82, 0xac), fc.nat(255));
	fc.assert(
		fc.property(fc.array(piece, {maxLength: 300}), fc.nat(300), (values, length) => {
			const bytes = Uint8Array.from(values);
			const read = bytes.subarray(0, length);
			const cut = findCut(read);
			fc.pre(cut < read.length);
			const whole = find(bytes, 2);
			const parted = [
				...find(bytes.subarray(0, cut), 2),
				...find(bytes.subarray(cut), 2).map(([offset, ...rest]) => [Number(offset) + cut, ...rest]),
			];
			expect(parted).toEqual(whole);
		}),
	);
});

test('a long text keeps its first kilobyte', () => {
	const bytes = bytesOf('x'.repeat(5000));
	expect(find(bytes)[0]?.[2]).toHaveLength(1024);
});

test('a list shows the strings of all batches that hold the filter', () => {
	const batch = (...texts: readonly string[]) => ({
		addresses: Float64Array.from(texts, (_, index) => index),
		encodings: new Uint8Array(texts.length),
		texts,
	});
	const batches = [batch('Alpha', 'beta'), batch('gamma'), batch('ALPHABET', 'a.b')];
	const shown = (filter: string) => {
		const list = listStrings(batches, filter);
		return Array.from({length: list.count}, (_, row) => list.at(row)?.text);
	};
	expect(shown('')).toEqual(['Alpha', 'beta', 'gamma', 'ALPHABET', 'a.b']);
	expect(shown('alpha')).toEqual(['Alpha', 'ALPHABET']);
	expect(shown('.')).toEqual(['a.b']);
	expect(listStrings(batches, 'alpha')).toMatchObject({count: 2, total: 5});
	expect(listStrings(batches, '').at(5)).toBeUndefined();
});

test('runs of zeros are passed over wherever the bytes begin', () => {
	const buffer = bytesOf(
		'x',
		[0, 0, 0],
		new Array<number>(37).fill(0),
		'text',
		new Array<number>(18).fill(0),
		'more',
		[0, 0, 0, 0],
	);
	for (let lead = 0; lead < 8; lead++) {
		const shifted = new Uint8Array(new ArrayBuffer(buffer.length + lead), lead);
		shifted.set(buffer);
		expect(find(shifted)).toEqual([
			[41, 'ASCII', 'text'],
			[63, 'ASCII', 'more'],
		]);
	}
});

test('every string that a place is in is found around it, and nothing else than what all bytes have', () => {
	const piece = fc.oneof(fc.constantFrom(0, 0, 0, 1, 9, 0x41, 0x62, 0xc3, 0xa4, 0xe2, 0x82, 0xac), fc.nat(255));
	const rowsOf = ({count, offsets, lengths, encodings}: FoundStrings) =>
		Array.from({length: count}, (_, row) => [offsets[row] ?? 0, lengths[row] ?? 0, encodings[row] ?? 0] as const);
	fc.assert(
		fc.property(fc.array(piece, {maxLength: 300}), fc.array(fc.nat(299), {maxLength: 4}), (values, wanted) => {
			const bytes = Uint8Array.from(values);
			const places = Uint32Array.from(wanted.filter(place => place < bytes.length)).sort();
			const all = rowsOf(findStrings(bytes, 2));
			const around = rowsOf(findStringsAround(bytes, 2, places));
			expect(all).toEqual(expect.arrayContaining(around));
			const held = all.filter(([offset, length]) => places.some(place => place >= offset && place < offset + length));
			expect(around).toEqual(expect.arrayContaining(held));
		}),
	);
});

test('a list in another order has the same strings, equal ones by address', () => {
	const text = fc.string({unit: fc.constantFrom('a', 'b'), maxLength: 3});
	fc.assert(
		fc.property(
			fc.array(fc.array(text, {maxLength: 8}), {maxLength: 4}),
			fc.constantFrom('length', 'text'),
			(texts, order) => {
				let address = 0;
				const batches = texts.map(batch => ({
					addresses: Float64Array.from(batch, () => address++),
					encodings: new Uint8Array(batch.length),
					texts: batch,
				}));
				const list = sortStringList(listStrings(batches, ''), order);
				const shown = Array.from({length: list.count}, (_, row) => list.at(row) ?? {address: -1, text: ''});
				const plain = texts.flat().map((text, index) => ({address: index, text}));
				plain.sort((one, other) =>
					order === 'length'
						? other.text.length - one.text.length
						: one.text < other.text
							? -1
							: Number(one.text > other.text),
				);
				expect(shown.map(({address: at, text: shownText}) => ({address: at, text: shownText}))).toEqual(plain);
				expect(list.textAt(0)).toBe(plain[0]?.text);
			},
		),
	);
});
