import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createHistory} from '../../../source/model/history/history.ts';
import {randomSeries, readAll} from '../../helpers/random-snapshots.ts';
import {makeLargeSnapshot, makeSnapshot} from '../../helpers/snapshots.ts';

describe('a history', () => {
	it('gives back every snapshot equal in every column and text', () => {
		fc.assert(
			fc.property(randomSeries, snapshots => {
				const history = createHistory();
				for (const snapshot of snapshots) {
					expect(readAll(history.add(snapshot))).toEqual(readAll(snapshot));
				}

				expect(history.length()).toBe(snapshots.length);
				for (const [index, snapshot] of snapshots.entries()) {
					expect(readAll(history.at(index))).toEqual(readAll(snapshot));
				}
			}),
			{numRuns: 60},
		);
	});

	it('thins out under a limit, and what it keeps is still equal', () => {
		let droppedCount = 0;
		fc.assert(
			fc.property(
				randomSeries,
				fc.integer({min: 5, max: 60}),
				fc.array(fc.nat({max: 40}), {maxLength: 4}),
				(snapshots, kilobytes, marked) => {
					const history = createHistory({limitBytes: kilobytes * 1024});
					for (const [index, snapshot] of snapshots.entries()) {
						history.add(snapshot, {isMarked: marked.includes(index)});
					}

					const numbers = Array.from({length: history.length()}, (_, index) => history.numberAt(index));
					expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
					expect(numbers).toEqual(
						expect.arrayContaining([
							1,
							snapshots.length,
							...marked.filter(index => index < snapshots.length).map(index => index + 1),
						]),
					);
					expect(history.droppedCount()).toBe(snapshots.length - numbers.length);
					droppedCount += history.droppedCount();
					const committed = history.totals('committed', 'Total');
					for (const [index, number] of numbers.entries()) {
						const original = snapshots[number - 1];
						expect(original && readAll(history.at(index))).toEqual(original && readAll(original));
						expect(history.timeAt(index)).toBe(original?.time);
						expect(history.indexOfNumber(number)).toBe(index);
					}

					expect(committed).toHaveLength(numbers.length);
				},
			),
			{numRuns: 60},
		);
		expect(droppedCount).toBeGreaterThan(10);
	});

	it('remembers marks, gaps and numbers by what they belong to when others are thinned out', () => {
		const first = makeLargeSnapshot(40, 2);
		const history = createHistory({limitBytes: 30_000});
		const times: number[] = [];
		for (let index = 0; index < 60; index++) {
			if (index === 20) {
				history.noteGap('paused');
			}

			times.push(first.time + index * 1000);
			history.add({...first, time: first.time + index * 1000, pageTable: index * 4096});
			if (index === 10) {
				history.mark(history.length() - 1, true);
			}
		}

		const kept = Array.from({length: history.length()}, (_, index) => ({
			number: history.numberAt(index),
			time: history.timeAt(index),
			isMarked: history.isMarked(index),
			gap: history.gapBefore(index),
		}));
		expect(history.droppedCount()).toBeGreaterThan(10);
		expect(kept.filter(({isMarked}) => isMarked).map(({number}) => number)).toEqual([11]);
		expect(kept.map(({time}) => time)).toEqual(kept.map(({number}) => times[number - 1]));
		// The gap lay before snapshot 21: it is now before the first that is left behind it.
		const behindGap = kept.find(({number}) => number >= 21);
		expect(kept.filter(({gap}) => gap)).toEqual([behindGap]);
		expect(behindGap?.gap).toBe('paused');
		expect([...history.totals('private', 'Page Table')]).toEqual(kept.map(({number}) => (number - 1) * 4096));
	});

	it('finds a snapshot that was thinned out by the next one, and the newest behind the last', () => {
		const first = makeLargeSnapshot(40, 2);
		const history = createHistory({limitBytes: 20_000});
		for (let index = 0; index < 60; index++) {
			history.add({...first, time: first.time + index});
		}

		const numbers = Array.from({length: history.length()}, (_, index) => history.numberAt(index));
		const missing = Array.from({length: 60}, (_, index) => index + 1).find(number => !numbers.includes(number)) ?? 0;
		expect(history.numberAt(history.indexOfNumber(missing))).toBe(numbers.find(number => number > missing));
		expect(history.indexOfNumber(61)).toBe(history.length() - 1);
	});

	it('gives the same value again for the newest and for the last ones that were asked for', () => {
		const first = makeLargeSnapshot(40, 2);
		const history = createHistory();
		const newest = [0, 1, 2].map(index => history.add({...first, time: first.time + index})).at(-1);
		expect(history.at(2)).toBe(newest);
		expect(history.at(0)).toBe(history.at(0));
		expect(() => history.at(3)).toThrow('no snapshot 3');
	});

	it('knows what each snapshot came to, by type, and NaN where that is unknown', () => {
		const history = createHistory();
		const block = {size: 8192, protection: 'rw-p'};
		history.add(
			makeSnapshot([
				{type: 'Heap', start: 4096, blocks: [{...block, measures: {private: 8192, committed: 8192}}]},
				{type: 'Image', start: 65_536, blocks: [{...block, measures: {private: 4096, committed: 8192}}]},
			]),
		);
		history.add(makeSnapshot([{type: 'Heap', start: 4096, blocks: [block]}]));
		expect([...history.totals('private', 'Heap')]).toEqual([8192, Number.NaN]);
		expect([...history.totals('committed', 'Total')]).toEqual([16_384, Number.NaN]);
		expect([...history.totals('totalWs', 'Heap')]).toEqual([Number.NaN, Number.NaN]);
	});
});
