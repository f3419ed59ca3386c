import fc from 'fast-check';
import {expect, test} from 'vitest';
import {editText, type TextField, textFieldOf} from '../../source/screen/text-field.ts';

const typed = (keys: readonly string[], from: TextField = textFieldOf('')): TextField => keys.reduce(editText, from);

test('characters are inserted at the caret', () => {
	expect(typed(['a', 'c', 'left', 'b'])).toEqual({text: 'abc', caret: 2});
});

test('Space arrives by its name and is a blank in the text', () => {
	expect(typed(['a', 'space', 'b']).text).toBe('a b');
});

test('Backspace and Delete take the character before and after the caret', () => {
	expect(typed(['backspace'], {text: 'abc', caret: 2})).toEqual({text: 'ac', caret: 1});
	expect(typed(['delete'], {text: 'abc', caret: 1})).toEqual({text: 'ac', caret: 1});
});

test('Ctrl+W takes the word before the caret, Ctrl+U all before it, Ctrl+K all after it', () => {
	expect(typed(['ctrl+w'], textFieldOf('type:heap size>1M'))).toEqual({text: 'type:heap ', caret: 10});
	expect(typed(['ctrl+u'], {text: 'abcd', caret: 2})).toEqual({text: 'cd', caret: 0});
	expect(typed(['ctrl+k'], {text: 'abcd', caret: 2})).toEqual({text: 'ab', caret: 2});
});

test('keys that are no characters change nothing', () => {
	const field = textFieldOf('abc');
	for (const key of ['pageup', 'f5', 'tab', 'ctrl+x', '\u0007', '\u007F']) {
		expect(editText(field, key)).toEqual(field);
	}
});

test('the caret always stands in the text or at its end', () => {
	const keys = fc.constantFrom(
		'left',
		'right',
		'home',
		'end',
		'backspace',
		'delete',
		'ctrl+w',
		'ctrl+u',
		'ctrl+k',
		'space',
		'x',
		'é',
		'漢',
	);
	fc.assert(
		fc.property(fc.array(keys), pressed => {
			const {text, caret} = typed(pressed);
			expect(caret).toBeGreaterThanOrEqual(0);
			expect(caret).toBeLessThanOrEqual(text.length);
		}),
	);
});
