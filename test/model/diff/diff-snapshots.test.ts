import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {applyDiff} from '../../../source/model/diff/apply-diff.ts';
import {diffSnapshots} from '../../../source/model/diff/diff-snapshots.ts';
import {diffView} from '../../../source/model/diff/diff-view.ts';
import {randomPair, readAll} from '../../helpers/random-snapshots.ts';

describe('a diff of random maps', () => {
	it('added to the old snapshot gives the new one, in every column and text', () => {
		fc.assert(
			fc.property(randomPair, ([before, after]) => {
				const view = diffView(diffSnapshots(before, after));
				expect(readAll(applyDiff(before, view))).toEqual(readAll(after));
			}),
			{numRuns: 500},
		);
	});
});
