import {expect, test} from 'vitest';
import {sayStackUse} from '../../source/model/stack-use.ts';
import {snapshotOf} from '../helpers/vmas.ts';

const guard = '7f0000001000-7f0000002000 ---p 0 00:00 0 | Rss 0, Swap 0, VmFlags mr mw me nh';
const body = (fields: string): string =>
	`7f0000002000-7f0000802000 rw-p 0 00:00 0 | ${fields}, VmFlags rd wr mr mw me ac nh`;
const heap = '7f0001000000-7f0001002000 rw-p 0 00:00 0 [heap] | Rss 4, Swap 0, VmFlags rd wr';

function useOf(text: string): readonly (string | undefined)[] {
	const snapshot = snapshotOf(text);
	return [...snapshot.regions.type.keys()].map(region => sayStackUse(snapshot, region)).filter(Boolean);
}

test('of a stack is said how much was ever touched, swapped out or not', () => {
	expect(useOf(`${guard}\n${body('Rss 20, Swap 8')}\n${heap}`)).toEqual([
		'28 KB of 8,192 KB were ever touched, 0.3%; 4 KB are reserved.',
	]);
});

test('nothing is said where it is not known', () => {
	expect(useOf(`${guard}\n${body('Size 8192')}`)).toEqual([]);
});
