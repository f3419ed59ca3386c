import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createHistory} from '../../../source/model/history/history.ts';
import {listMoments} from '../../../source/model/history/list-moments.ts';
import {randomSeries} from '../../helpers/random-snapshots.ts';
import {makeSnapshot} from '../../helpers/snapshots.ts';

test('the snapshots of a file are walked through as those of a session are', () => {
	fc.assert(
		fc.property(randomSeries, fc.nat(30), (series, number) => {
			const [first, ...others] = series;
			if (!first) {
				return;
			}

			const history = createHistory();
			for (const snapshot of series) {
				history.add(snapshot);
			}

			const moments = listMoments([first, ...others]);
			expect(moments.length()).toBe(history.length());
			expect(moments.indexOfNumber(number)).toBe(history.indexOfNumber(number));
			expect(moments.totals('private', 'Total')).toEqual(history.totals('private', 'Total'));
			for (let index = 0; index < moments.length(); index++) {
				expect(moments.at(index)).toBe(series[index]);
				expect(moments.timeAt(index)).toBe(history.timeAt(index));
				expect(moments.numberAt(index)).toBe(history.numberAt(index));
			}
		}),
		{numRuns: 30},
	);
});

test('a mark is set and taken away', () => {
	const moments = listMoments([makeSnapshot([])]);
	moments.mark(0, true);
	expect(moments.isMarked(0)).toBe(true);
	moments.mark(0, false);
	expect(moments.isMarked(0)).toBe(false);
});
