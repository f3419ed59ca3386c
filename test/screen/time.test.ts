import {expect, test} from 'vitest';
import {createHistory} from '../../source/model/history/history.ts';
import {findMoments, shownSnapshot, type Time} from '../../source/screen/time.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const timeOf = (count: number, change: Partial<Time> = {}): Time => {
	const history = createHistory();
	for (let second = 0; second < count; second++) {
		history.add(
			makeSnapshot([{type: 'Heap', start: 0x1000, blocks: [{size: 4096 * (second + 1), protection: 'rw-p'}]}], {
				time: 1_000_000 + second * 1000,
			}),
		);
	}

	return {history, version: 0, shown: undefined, beforeRefresh: undefined, ...change};
};

test('without a mark and a refresh the first snapshot is the base', () => {
	expect(findMoments(timeOf(5))).toEqual({base: {index: 0, reason: 'first'}, index: 4});
});

test('the newest snapshot before the last refresh is the base once there was one', () => {
	const time = timeOf(5);
	expect(findMoments({...time, beforeRefresh: time.history.numberAt(3)})).toEqual({
		base: {index: 3, reason: 'refresh'},
		index: 4,
	});
});

test('a mark comes before the refresh', () => {
	const time = timeOf(5);
	time.history.mark(2, true);
	expect(findMoments({...time, beforeRefresh: time.history.numberAt(3)})).toEqual({
		base: {index: 2, reason: 'mark'},
		index: 4,
	});
});

test('two marks are compared with each other, also while newer snapshots come', () => {
	const time = timeOf(6);
	time.history.mark(1, true);
	time.history.mark(3, true);
	const marks = {base: {index: 1, reason: 'mark'}, index: 3};
	expect(findMoments(time)).toEqual(marks);
	expect(findMoments({...time, shown: time.history.numberAt(3)})).toEqual(marks);
});

test('a snapshot that is its own mark is compared with the first', () => {
	const time = timeOf(3);
	time.history.mark(2, true);
	expect(findMoments(time)).toEqual({base: {index: 0, reason: 'first'}, index: 2});
});

test('the newest snapshot is shown unless the user walked to another', () => {
	const time = timeOf(4);
	expect(shownSnapshot(time)?.time).toBe(1_003_000);
	expect(shownSnapshot({...time, shown: time.history.numberAt(1)})?.time).toBe(1_001_000);
	expect(shownSnapshot(timeOf(0))).toBeUndefined();
});

test('with two marks a moment that was walked to is compared with the last mark', () => {
	const time = timeOf(6);
	time.history.mark(1, true);
	time.history.mark(3, true);
	expect(findMoments({...time, shown: time.history.numberAt(5)})).toEqual({base: {index: 3, reason: 'mark'}, index: 5});
});
