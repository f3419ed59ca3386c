import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {divideGap} from '../../../source/model/windows/free-space.ts';

const nobody = Number.POSITIVE_INFINITY;

describe('what lies between two allocations', () => {
	it('is unusable up to the next 64 KB, and free behind', () => {
		expect(divideGap(0x1_1000, 0x5_0000, nobody)).toEqual([
			{type: 'Unusable', start: 0x1_1000, end: 0x2_0000},
			{type: 'Free', start: 0x2_0000, end: 0x5_0000},
		]);
		expect(divideGap(0x2_0000, 0x5_0000, nobody)).toEqual([{type: 'Free', start: 0x2_0000, end: 0x5_0000}]);
		expect(divideGap(0x1_1000, 0x2_0000, nobody)).toEqual([{type: 'Unusable', start: 0x1_1000, end: 0x2_0000}]);
	});

	it('is unusable as a whole where the next one begins sooner', () => {
		// KUSER_SHARED_DATA and the page behind it lie closer together.
		expect(divideGap(0x7ffe_1000, 0x7ffe_6000, nobody)).toEqual([
			{type: 'Unusable', start: 0x7ffe_1000, end: 0x7ffe_6000},
		]);
	});

	it('is free at the bottom of the address space, as VMMap counts it', () => {
		expect(divideGap(0, 0x1_0000, nobody)).toEqual([{type: 'Free', start: 0, end: 0x1_0000}]);
	});

	it('is free only as far as the program reaches', () => {
		expect(divideGap(0x2_0000, 0x9_0000, 0x5_0000)).toEqual([{type: 'Free', start: 0x2_0000, end: 0x5_0000}]);
		expect(divideGap(0x6_0000, 0x9_0000, 0x5_0000)).toEqual([]);
	});

	it('is covered without a hole, whatever lies around it', () => {
		fc.assert(
			fc.property(fc.nat(1000), fc.integer({min: 1, max: 1000}), (startPage, pages) => {
				const start = startPage * 0x1000;
				const end = start + pages * 0x1000;
				const gaps = divideGap(start, end, nobody);
				expect(gaps.reduce((sum, gap) => sum + gap.end - gap.start, 0)).toBe(end - start);
				expect(gaps.find(({type}) => type === 'Free')?.start ?? 0).toSatisfy((free: number) => free % 0x1_0000 === 0);
			}),
		);
	});
});
