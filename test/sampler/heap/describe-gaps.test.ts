import {expect, test} from 'vitest';
import {describeMissing} from '../../../source/sampler/inspection/heap/describe-gaps.ts';

const megabyte = 1024 * 1024;

const arenaWith = (systemMemory: number) => ({
	isMain: true,
	address: 0x1000,
	runs: [],
	overhead: 0,
	state: {
		address: 0x1000,
		size: 2200,
		topPlace: 0x1060,
		fastBinPlaces: [],
		top: undefined,
		binned: [],
		next: 0x1000,
		systemMemory,
	},
});

test('a main arena of which much less was found than it has is told', () => {
	expect(describeMissing(arenaWith(100 * megabyte), 50 * megabyte)).toEqual([
		'The main arena has 104857600 bytes from the system, of which 52428800 were found: the others are left out.',
	]);
});

test('what it may have grown by or given back is not told, nor where its account is not known', () => {
	expect(describeMissing(arenaWith(100 * megabyte), 99.5 * megabyte)).toEqual([]);
	expect(describeMissing(arenaWith(200 * 1024), 0)).toEqual([]);
	expect(describeMissing(arenaWith(megabyte), 2 * megabyte)).toEqual([]);
	expect(describeMissing({...arenaWith(0), state: undefined}, 0)).toEqual([]);
});
