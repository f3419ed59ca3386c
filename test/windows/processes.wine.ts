import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type StartedTarget, startTarget} from './helpers/target.ts';
import {runCli} from './helpers/wine.ts';

describe('processes', () => {
	let target: StartedTarget;
	afterAll(() => target.stop());
	beforeAll(async () => {
		target = await startTarget();
	});

	it('lists what runs, with what Windows tells of it', () => {
		const {status, stdout, stderr} = runCli(['processes', '--format', 'json']);
		expect([status, stderr]).toEqual([0, '']);
		const list: readonly {readonly pid: number}[] = JSON.parse(stdout).processes;
		expect(list.map(({pid}) => pid)).toEqual(list.map(({pid}) => pid).toSorted((a, b) => a - b));
		expect(list.find(({pid}) => pid === target.report.pid)).toMatchObject({
			name: 'known-allocations.exe',
			architecture: 'x64',
			user: expect.stringMatching(/\w/),
			residentBytes: expect.any(Number),
		});
		// Wine has services of its own.
		expect(list).toContainEqual(expect.objectContaining({name: 'services.exe'}));
	});
});
