import {expect, test} from 'vitest';
import {createLearned} from '../../../source/sampler/linux/learned.ts';
import {parseStackPointer} from '../../../source/sampler/linux/threads.ts';

test.each([
	['7 0x7ffd0 0x1 0x0 0x0 0x8 0x7f10 0x7ffd3c0a5a88 0x7f8b4a2c4d36\n', 0x7ffd_3c0a_5a88],
	['-1 0x7ffd3c0a5a88 0x7f8b4a2c4d36\n', 0x7ffd_3c0a_5a88],
	['running\n', undefined],
	['0 0x0 0x0\n', undefined],
	['', undefined],
])('the stack pointer in %j is %s', (text, pointer) => {
	expect(parseStackPointer(text)).toBe(pointer);
});

test('a fact is learned once, and again when there is time', () => {
	const asked: string[] = [];
	const learned = createLearned<string, number>(key => asked.push(key));
	expect([learned.get('a'), learned.get('a'), learned.get('b')]).toEqual([1, 1, 2]);
	learned.finish(0);
	expect(learned.get('a')).toBe(1);
	learned.finish(1000);
	expect(asked).toEqual(['a', 'b', 'a']);
	expect(learned.get('a')).toBe(3);
});

test('a fact that is not complete is learned again when it is asked for', () => {
	const learned = createLearned<string, number>(
		(_, before = 0) => before + 1,
		fact => fact >= 2,
	);
	expect([learned.get('a'), learned.get('a'), learned.get('a')]).toEqual([1, 2, 2]);
});

test('a fact that nobody asks for any more is forgotten', () => {
	const learned = createLearned<string, number>((_, before = 0) => before + 1);
	learned.get('a');
	learned.finish(0);
	learned.finish(0);
	learned.get('a');
	learned.finish(1000);
	expect(learned.get('a')).toBe(2);
});
