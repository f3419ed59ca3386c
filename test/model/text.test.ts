import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {escapeText, fitPath, fitText, padText, textWidth, wrapText} from '../../source/model/text.ts';

const escapedText = fc
	.oneof(
		fc.string(),
		fc.string({unit: 'grapheme'}),
		fc.string({unit: 'binary'}),
		fc.string({unit: fc.constantFrom('a', '文', '/', 'é', '👍')}),
	)
	.map(escapeText);

test('wide characters take two cells, accents none', () => {
	expect(textWidth('文件.so')).toBe(7);
	expect(textWidth('e\u{301}')).toBe(1);
	expect(textWidth('libc')).toBe(4);
});

describe('fitText', () => {
	test.each([
		['libc.so.6', 9, 'libc.so.6'],
		['libc.so.6', 8, 'libc....'],
		['libc.so.6', 1, '.'],
		['libc.so.6', 0, ''],
		['libc.so.6', -3, ''],
		['文件文件', 8, '文件文件'],
		['文件文件', 7, '文件...'],
		['文件文件', 6, '文...'],
	])('cuts %s to %i cells: %s', (text, width, fitted) => {
		expect(fitText(text, width)).toBe(fitted);
	});

	test('never takes more than its width and cuts only what is too long', () => {
		fc.assert(
			fc.property(escapedText, fc.nat(30), (text, width) => {
				const fitted = fitText(text, width);
				expect(textWidth(fitted)).toBeLessThanOrEqual(width);
				expect(fitted === text).toBe(textWidth(text) <= width);
			}),
		);
	});
});

test('a padded text takes exactly its width', () => {
	expect(padText('文件', 6)).toBe('文件  ');
	expect(padText('文件文件', 6)).toBe('文... ');
	fc.assert(
		fc.property(escapedText, fc.nat(30), (text, width) => {
			expect(textWidth(padText(text, width))).toBe(width);
		}),
	);
});

describe('fitPath', () => {
	const path = '/usr/lib/x86_64-linux-gnu/libc.so.6';

	test.each([
		[path, 35, path],
		[path, 34, '.../lib/x86_64-linux-gnu/libc.so.6'],
		[path, 33, '.../x86_64-linux-gnu/libc.so.6'],
		[path, 20, '.../libc.so.6'],
		[path, 13, '.../libc.so.6'],
		[path, 12, '...libc.so.6'],
		[path, 8, '....so.6'],
		[String.raw`C:\Windows\System32\ntdll.dll`, 20, String.raw`...\ntdll.dll`],
		['/文件/文件.so', 11, '.../文件.so'],
		['Thread ID: 12/34 of worker', 12, 'Thread ID...'],
		['/usr/share/', 8, '...hare/'],
		[path, 0, ''],
	])('cuts %s to %i cells: %s', (text, width, fitted) => {
		expect(fitPath(text, width)).toBe(fitted);
	});

	test('never takes more than its width', () => {
		fc.assert(
			fc.property(escapedText, fc.nat(30), (text, width) => {
				expect(textWidth(fitPath(`/${text}`, width))).toBeLessThanOrEqual(width);
				expect(textWidth(fitPath(text, width))).toBeLessThanOrEqual(width);
			}),
		);
	});

	test('keeps the end of a path that is too long', () => {
		fc.assert(
			fc.property(fc.string({minLength: 1}).map(escapeText), fc.integer({min: 1, max: 30}), (text, width) => {
				const fitted = fitPath(`/${text}`, width);
				expect(`/${text}`.endsWith(fitted.replace(/^\.{1,3}/, ''))).toBe(true);
			}),
		);
	});
});

describe('wrapText', () => {
	test.each([
		['one two three', 7, ['one two', 'three']],
		['one two', 20, ['one two']],
		['/a/very/long/path', 8, ['/a/very/', 'long/pat', 'h']],
		['in 文件文件文件 x', 7, ['in', '文件文', '件文件', 'x']],
		['', 5, ['']],
	])('breaks %s for %i cells', (text, width, lines) => {
		expect(wrapText(text, width)).toEqual(lines);
	});

	test('loses nothing but blanks, whatever the text, and no line is longer than it may be', () => {
		fc.assert(
			fc.property(escapedText, fc.integer({min: 2, max: 30}), (text, width) => {
				const lines = wrapText(text, width);
				expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
				expect(lines.filter(line => textWidth(line) > width)).toEqual([]);
			}),
		);
	});

	test('ends, also where not even a character fits', () => {
		expect(wrapText('文a', 1)).toEqual(['文', 'a']);
	});
});
