import fc from 'fast-check';
import {expect, test} from 'vitest';
import {escapeText} from '../../source/model/escape.ts';

test.each([
	['line\nbreak', String.raw`line\nbreak`],
	['\r\t', String.raw`\r\t`],
	['\u{1B}[31mred', String.raw`\e[31mred`],
	['bell\u{7}', String.raw`bell\x07`],
	['\u{7F}\u{9B}', String.raw`\x7f\x9b`],
	['abc\u{202E}gpj.exe', String.raw`abc\u{202e}gpj.exe`],
	['\u{200B}\u{2066}\u{FEFF}', String.raw`\u{200b}\u{2066}\u{feff}`],
	['\u{FE0F}\u{3164}', String.raw`\u{fe0f}\u{3164}`],
	['\u{2028}\u{2029}', String.raw`\u{2028}\u{2029}`],
	['\u{D83D}', String.raw`\u{d83d}`],
	['\u{E0041}', String.raw`\u{e0041}`],
])('spells out what a terminal must not get: %j', (text, escaped) => {
	expect(escapeText(text)).toBe(escaped);
});

test.each(['/usr/lib/libc.so.6', String.raw`C:\new\folder`, '文件.so', 'Ünïcödé', '👍.txt', 'e\u{301}'])(
	'leaves what is seen as it is: %s',
	text => {
		expect(escapeText(text)).toBe(text);
	},
);

test('of no text anything is left that moves a cursor or changes direction', () => {
	fc.assert(
		fc.property(
			fc.oneof(fc.string({unit: 'binary'}), fc.string({unit: fc.nat(0xff_ff).map(code => String.fromCharCode(code))})),
			text => {
				const escaped = escapeText(text);
				expect(escaped.isWellFormed()).toBe(true);
				for (const character of escaped) {
					const code = character.codePointAt(0) ?? 0;
					const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
					const isDirection =
						code === 0x61c || (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e);
					const isIsolate = code >= 0x2060 && code <= 0x206f;
					expect(isControl || isDirection || isIsolate).toBe(false);
				}
			},
		),
	);
});

test('escaping twice changes nothing more', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), text => {
			expect(escapeText(escapeText(text))).toBe(escapeText(text));
		}),
	);
});
