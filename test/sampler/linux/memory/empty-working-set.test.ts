import {expect, test} from 'vitest';
import {emptyWorkingSet} from '../../../../source/sampler/linux/memory/empty-working-set.ts';
import {startContents} from '../../../helpers/contents-target.ts';

test('the working set of a process is read before and after, and what the kernel refuses is counted', async () => {
	const {target, start, end} = await startContents(30);
	await using _ = target;
	const result = emptyWorkingSet(target.pid, [
		{start, end},
		// Nothing is mapped at 64 KB.
		{start: 0x1_0000, end: 0x1_1000},
	]);
	if ('kind' in result) {
		// Without the capability for it.
		expect(result.sentence).toContain('CAP_SYS_NICE');
		return;
	}

	expect(result).toMatchObject({asked: 2, refused: 1});
	expect(result.before).toBeGreaterThan(0);
	expect(result.after).toBeLessThanOrEqual(result.before ?? 0);
	expect(result.swapSpace).toBeGreaterThanOrEqual(0);
});

test('a process that is gone is refused in a sentence', async () => {
	const {target} = await startContents(6);
	await target.kill();
	expect(emptyWorkingSet(target.pid, [])).toEqual({kind: 'refusal', sentence: `Process ${target.pid} has ended.`});
});
