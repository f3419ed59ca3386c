import {expect, test} from 'vitest';
import {memoizeLast, memoizeLastFor} from '../../source/screen/memoize.ts';

test('a result is found again while every argument is the same', () => {
	const computed: number[] = [];
	const double = memoizeLast((value: number) => {
		computed.push(value);
		return value * 2;
	});
	expect([double(1), double(1), double(2), double(1)]).toEqual([2, 2, 4, 2]);
	expect(computed).toEqual([1, 2, 1]);
});

test('each key has a last result of its own', () => {
	const computed: string[] = [];
	const keys = [{name: 'a'}, {name: 'b'}] as const;
	const join = memoizeLastFor((key: {readonly name: string}, value: number) => {
		computed.push(`${key.name}${value}`);
		return `${key.name}${value}`;
	});
	expect([join(keys[0], 1), join(keys[1], 1), join(keys[0], 1), join(keys[0], 2)]).toEqual(['a1', 'b1', 'a1', 'a2']);
	expect(computed).toEqual(['a1', 'b1', 'a2']);
});
