import {expect, test} from 'vitest';
import {stepInterval} from '../../source/screen/status.ts';

test('the interval steps through 1, 2, 5 and 10 seconds and stays at the ends', () => {
	expect([1, 2, 5, 10].map(seconds => stepInterval(seconds, 'longer'))).toEqual([2, 5, 10, 10]);
	expect([1, 2, 5, 10].map(seconds => stepInterval(seconds, 'shorter'))).toEqual([1, 1, 2, 5]);
});

test('an interval between the steps goes to the nearest step on its side', () => {
	expect(stepInterval(3, 'shorter')).toBe(2);
	expect(stepInterval(3, 'longer')).toBe(5);
	expect(stepInterval(60, 'shorter')).toBe(10);
});
