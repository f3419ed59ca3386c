import {type Key, useInput, useStdin} from 'ink';
import {useEffect, useEffectEvent} from 'react';

/** What terminals send for F5: VT220 and later, and the Linux console. */
const f5Sequences = ['\u001B[15~', '\u001B[[E'];

/**
 * Calls `onKeys` with the names of the keys that were pressed, in order, as `screen/keys.ts` writes them. A held key can
 * arrive as one read of many characters, which is one call.
 */
export function useKeys(onKeys: (names: readonly string[]) => void): void {
	useInput((input, key) => {
		const names = keyNames(input, key);
		if (names.length > 0) {
			onKeys(names);
		}
	});
	useFunctionKeys(onKeys);
}

/** Ink tells nothing of function keys, so they are seen on the stream that Ink reads. */
function useFunctionKeys(onKeys: (names: readonly string[]) => void): void {
	const {stdin} = useStdin();
	const onData = useEffectEvent((data: Buffer | string) => {
		if (f5Sequences.some(sequence => data.toString().includes(sequence))) {
			onKeys(['f5']);
		}
	});

	useEffect(() => {
		stdin.on('data', onData);
		return () => {
			stdin.off('data', onData);
		};
	}, [stdin]);
}

/** Names what Ink reports: one name for a key that is no character, else one per character. */
export function keyNames(input: string, key: Key): readonly string[] {
	// No key here is held with Alt: an Esc and a key that follow each other quickly arrive as that.
	if (key.meta) {
		return ['escape', ...keyNames(input, {...key, meta: false})];
	}

	const name = namedKey(key);
	if (name !== undefined) {
		return [key.shift && name === 'tab' ? 'shift+tab' : name];
	}

	if (key.ctrl) {
		return input === '' ? [] : [`ctrl+${input}`];
	}

	return [...input].map(character => (character === ' ' ? 'space' : character)).flatMap(expandControl);
}

/** A pasted line holds its line end and tabs as characters. */
function expandControl(character: string): readonly string[] {
	switch (character) {
		case '\r':
		case '\n':
			return ['enter'];
		case '\t':
			return ['tab'];
		case '\u007F':
		case '\b':
			return ['backspace'];
		default:
			return isControl(character) ? controlName(character) : [character];
	}
}

function isControl(character: string): boolean {
	return character < ' ';
}

/** Ctrl and a letter arrive as the characters 1 to 26; the others have no name here. */
function controlName(character: string): readonly string[] {
	const code = character.charCodeAt(0);
	return code >= 1 && code <= 26 ? [`ctrl+${String.fromCharCode(code + 96)}`] : [];
}

function namedKey(key: Key): string | undefined {
	const named = [
		['up', key.upArrow],
		['down', key.downArrow],
		['left', key.leftArrow],
		['right', key.rightArrow],
		['pageup', key.pageUp],
		['pagedown', key.pageDown],
		['home', key.home],
		['end', key.end],
		['enter', key.return],
		['escape', key.escape],
		['tab', key.tab],
		['backspace', key.backspace],
		['delete', key.delete],
	] as const;
	return named.find(([, isPressed]) => isPressed)?.[0];
}
