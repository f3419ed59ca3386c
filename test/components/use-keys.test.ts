import type {Key} from 'ink';
import {expect, test} from 'vitest';
import {keyNames} from '../../source/components/use-keys.ts';

const noKey: Key = {
	upArrow: false,
	downArrow: false,
	leftArrow: false,
	rightArrow: false,
	pageDown: false,
	pageUp: false,
	home: false,
	end: false,
	return: false,
	escape: false,
	ctrl: false,
	shift: false,
	tab: false,
	backspace: false,
	delete: false,
	meta: false,
	super: false,
	hyper: false,
	capsLock: false,
	numLock: false,
};

test('a held key that arrives as one read is as many keys', () => {
	expect(keyNames('jjj', noKey)).toEqual(['j', 'j', 'j']);
});

test('keys that are no characters have names', () => {
	expect(keyNames('', {...noKey, upArrow: true})).toEqual(['up']);
	expect(keyNames('', {...noKey, tab: true, shift: true})).toEqual(['shift+tab']);
	expect(keyNames('f', {...noKey, ctrl: true})).toEqual(['ctrl+f']);
	expect(keyNames(' ', noKey)).toEqual(['space']);
});

test('control characters in one read with text are the keys that they are alone', () => {
	expect(keyNames('a\u0015\r\u007F\u001C', noKey)).toEqual(['a', 'ctrl+u', 'enter', 'backspace']);
});

test('a wide character is one key', () => {
	expect(keyNames('漢😀', noKey)).toEqual(['漢', '😀']);
});

test('an Esc and a key that arrive together are two keys', () => {
	expect(keyNames('q', {...noKey, meta: true})).toEqual(['escape', 'q']);
	expect(keyNames('', {...noKey, meta: true, escape: true})).toEqual(['escape', 'escape']);
});
