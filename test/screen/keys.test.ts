import {expect, test} from 'vitest';
import {findCommand, keyBindings, showKey} from '../../source/screen/keys.ts';

test('no key means two things', () => {
	const keys = keyBindings.flatMap(binding => [...binding.keys]);
	expect(new Set(keys).size).toBe(keys.length);
});

test('every key leads to its command', () => {
	for (const {command, keys} of keyBindings) {
		for (const key of keys) {
			expect(findCommand(key)).toBe(command);
		}
	}
});

test("VMMap's own keys work where a terminal can send them", () => {
	expect(findCommand('f5')).toBe('refresh');
	expect(findCommand('ctrl+f')).toBe('editFilter');
	expect(findCommand('ctrl+p')).toBe('pickProcess');
});

test('keys are shown as keyboards write them', () => {
	expect(showKey('ctrl+f')).toBe('Ctrl+F');
	expect(showKey('shift+tab')).toBe('Shift+Tab');
	expect(showKey('j')).toBe('j');
});
