/** A full snapshot, read to model, against what only reads the same file and against what only prints it. */
import {execFileSync} from 'node:child_process';
import {createLinuxSampler} from '../../source/sampler/linux/linux-sampler.ts';
import {startManyVmas} from '../../test/helpers/targets.ts';
import {reportFigures} from '../figure.ts';
import {alternate, median, medianRatio, milliseconds, timed} from '../measure.ts';

const vmas = 60_000;

await using process_ = await startManyVmas(vmas);
const target = createLinuxSampler().openTarget(process_.pid);
if (target.kind === 'failed') {
	throw new Error(target.sentence);
}

const shell = (command: string) => timed(() => execFileSync('sh', ['-c', command]));
const taken = await alternate(
	{
		ours: () =>
			timed(() => {
				const result = target.sample();
				if (result.kind === 'failed') {
					throw new Error(result.sentence);
				}
			}),
		cat: () => shell(`cat /proc/${process_.pid}/smaps > /dev/null`),
		pmap: () => shell(`pmap -X ${process_.pid} > /dev/null`),
	},
	{rounds: 11, warmUps: 3},
);
target.close();

const ours = milliseconds(median(taken.ours));
reportFigures([
	{
		work: 'Full snapshot of 60,000 VMAs, read to model',
		ours,
		comparedWith: `\`cat /proc/PID/smaps > /dev/null\`: ${milliseconds(median(taken.cat))}`,
		value: medianRatio(taken.ours, taken.cat),
		unit: 'times',
		limit: 1.5,
	},
	{
		work: 'Full snapshot of 60,000 VMAs, against a table of it',
		ours,
		comparedWith: `\`pmap -X PID > /dev/null\`: ${milliseconds(median(taken.pmap))}`,
		value: medianRatio(taken.ours, taken.pmap),
		unit: 'times',
		limit: 1 / 3,
	},
]);
