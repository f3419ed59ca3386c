import fc from 'fast-check';
import {expect, test} from 'vitest';
import {findPace, largestShare} from '../../source/sampler/poll-policy.ts';

const seconds = fc.double({min: 0.1, max: 3600, noNaN: true});
const cost = fc.double({min: 0, max: 600_000, noNaN: true});

test('samples never take more than their share of the time', () => {
	fc.assert(
		fc.property(seconds, cost, (asked, milliseconds) => {
			const {intervalMilliseconds} = findPace(asked, milliseconds);
			expect(milliseconds / intervalMilliseconds).toBeLessThanOrEqual(largestShare * (1 + Number.EPSILON));
		}),
	);
});

test('samples come no more often than was asked, and less often only where they must', () => {
	fc.assert(
		fc.property(seconds, cost, (asked, milliseconds) => {
			const {intervalMilliseconds, isBackedOff} = findPace(asked, milliseconds);
			expect(intervalMilliseconds).toBeGreaterThanOrEqual(asked * 1000);
			expect(isBackedOff).toBe(intervalMilliseconds > asked * 1000);
		}),
	);
});

test.each([
	[1, 0, 1000, false],
	[1, 50, 1000, false],
	[1, 60, 1200, true],
	[10, 60, 10_000, false],
])('every %i s at %i ms a sample is every %i ms', (asked, milliseconds, intervalMilliseconds, isBackedOff) => {
	expect(findPace(asked, milliseconds)).toEqual({intervalMilliseconds, isBackedOff});
});
