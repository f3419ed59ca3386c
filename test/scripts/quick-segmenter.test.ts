import fc from 'fast-check';
import {expect, test} from 'vitest';
import {quickSegmenter} from '../../scripts/bundle/quick-segmenter.mjs';

const whole = new Intl.Segmenter();

/** Text of the quick path, of the slow one, and of both. */
const text = fc.oneof(
	fc.string({unit: fc.integer({min: 0, max: 0x7f}).map(code => String.fromCharCode(code))}),
	fc.string({unit: fc.constantFrom('a', '…', '↑', '↓', '─', '█', '\u001B', '\r', '\n', ' ')}),
	fc.string({unit: 'binary'}),
	fc.constantFrom('', '\r\n', 'e\u0301', '👩‍👩‍👧', '🇩🇪', 'e…\u0301'),
);

test('a text is split as Intl.Segmenter splits it', () => {
	fc.assert(
		fc.property(text, input => {
			expect([...quickSegmenter.segment(input)]).toEqual([...whole.segment(input)].map(found => ({...found})));
		}),
		{numRuns: 2000},
	);
});

test('the character at a place is that of Intl.Segmenter', () => {
	fc.assert(
		fc.property(text, fc.integer({min: -1, max: 12}), (input, index) => {
			expect(quickSegmenter.segment(input).containing(index)).toEqual(whole.segment(input).containing(index));
		}),
	);
});
