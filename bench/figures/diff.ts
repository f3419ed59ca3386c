/** A diff of two snapshots, made ready to be shown, against taking one of them. */
import {diffSnapshots} from '../../source/model/diff/diff-snapshots.ts';
import {diffView} from '../../source/model/diff/diff-view.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {summarize} from '../../source/model/summary.ts';
import {createLinuxSampler} from '../../source/sampler/linux/linux-sampler.ts';
import {startManyVmas} from '../../test/helpers/targets.ts';
import {type Figure, reportFigures} from '../figure.ts';
import {leaveOut, moveAll, touchRows} from '../made-changes.ts';
import {alternate, median, medianRatio, milliseconds, timed} from '../measure.ts';

await using process_ = await startManyVmas(60_000);
const target = createLinuxSampler().openTarget(process_.pid);
if (target.kind === 'failed') {
	throw new Error(target.sentence);
}

const takeSnapshot = (): Snapshot => {
	const result = target.sample();
	if (result.kind === 'failed') {
		throw new Error(result.sentence);
	}

	return result.snapshot;
};

const before = takeSnapshot();
const every = Array.from({length: before.blocks.count}, (_, row) => row);

/** Each pair is made anew: what a diff has found out of a snapshot is remembered with it. */
const cases: readonly {readonly what: string; readonly pair: () => readonly [Snapshot, Snapshot]}[] = [
	{what: 'few changes', pair: () => [before, touchRows(before, [17, 4000, 31_000])]},
	{what: 'every block changed', pair: () => [before, touchRows(before, every)]},
	{what: 'a third gone, a third new', pair: () => [leaveOut(before, 0), leaveOut(before, 1)]},
	{what: 'every address another one', pair: () => [before, moveAll(before, 2 ** 40)]},
];

const figures: Figure[] = [];
for (const {what, pair} of cases) {
	const taken = await alternate(
		{
			ours: () => {
				const [one, other] = pair();
				// Every snapshot that is shown or kept has been summed up already.
				summarize(one);
				summarize(other);
				return timed(() => diffView(diffSnapshots(one, other)));
			},
			sample: () => timed(takeSnapshot),
		},
		{rounds: 9, warmUps: 3},
	);
	figures.push({
		work: `Diff of two snapshots of 60,000 VMAs, ${what}`,
		ours: milliseconds(median(taken.ours)),
		comparedWith: `taking one: ${milliseconds(median(taken.sample))}`,
		value: medianRatio(taken.ours, taken.sample),
		unit: 'times',
		limit: 1 / 3,
	});
}

target.close();
reportFigures(figures);
