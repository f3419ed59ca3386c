import {expect, test} from 'vitest';
import {findColorLevel} from '../../source/components/color-level.ts';
import {createPaint} from '../../source/components/paint.ts';
import {memoryTypes} from '../../source/model/memory-type.ts';

const escapeCharacter = '\u001B';

test('without colour only bold, dim and inverse are left', () => {
	const paint = createPaint(0);
	expect(paint([{text: 'Heap', look: {background: '#FF9666'}}])).toBe('Heap');
	expect(paint([{text: '> row', look: {isInverse: true}}])).toBe(`${escapeCharacter}[7m> row${escapeCharacter}[27m`);
});

test('a terminal with all colours gets the ones of VMMap', () => {
	expect(createPaint(3)([{text: 'Heap', look: {background: '#FF9666'}}])).toContain('48;2;255;150;102');
});

test('in sixteen colours no two types look the same', () => {
	const paint = createPaint(1);
	const looks = memoryTypes.map(({color}) => paint([{text: 'x', look: {background: color}}]));
	expect(new Set(looks).size).toBe(memoryTypes.length);
});

test('NO_COLOR turns colour off whatever the terminal can, unless it is empty', () => {
	expect(findColorLevel({NO_COLOR: '1', FORCE_COLOR: '3'})).toBe(0);
	expect(findColorLevel({NO_COLOR: ''})).toBe(findColorLevel({}));
});

test('pieces without a look are left as they are', () => {
	expect(createPaint(3)([{text: 'a'}, {text: 'b'}])).toBe('ab');
});
