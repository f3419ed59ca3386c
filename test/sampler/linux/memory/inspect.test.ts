import {expect, test, vi} from 'vitest';
import type {Finding} from '../../../../source/model/inspection.ts';
import {startSampler} from '../../../../source/sampler/start-sampler.ts';
import {startContents} from '../../../helpers/contents-target.ts';

test("the sampler's thread looks into the memory of the process, also while it is paused", async () => {
	const {target, start, end} = await startContents(30);
	await using _ = target;
	const findings: Finding[] = [];
	const samples: string[] = [];
	const sampler = startSampler({
		pid: target.pid,
		intervalSeconds: 10,
		onEvent: ({kind}) => samples.push(kind),
		onFinding: finding => findings.push(finding),
	});
	sampler.pause();
	sampler.inspect({kind: 'read', start, end: start + 4096, limit: end});
	await vi.waitFor(() => expect(findings).toHaveLength(1), {timeout: 10_000});
	expect(findings).toMatchObject([{kind: 'bytes', start, next: start + 2 * 4096}]);

	sampler.inspect({kind: 'search', search: 7, ranges: [{start, end}], minimum: 4, text: 'edge'});
	await vi.waitFor(() => expect(findings.at(-1)).toMatchObject({end: 'complete'}), {timeout: 10_000});
	expect(findings.at(-1)).toMatchObject({kind: 'strings', search: 7, batch: {texts: ['over the edge']}});

	sampler.inspect({kind: 'save', start, end, file: '/nowhere/memory.bin'});
	await vi.waitFor(() => expect(findings.at(-1)?.kind).toBe('refused'), {timeout: 10_000});
	expect(findings.at(-1)).toMatchObject({sentence: '/nowhere/memory.bin cannot be written: there is no such folder.'});
	expect(samples).toEqual(['sample']);
	sampler.close();
});
