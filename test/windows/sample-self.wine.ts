import path from 'node:path';
import {beforeAll, describe, expect, it} from 'vitest';
import {addressOf, type JsonSnapshot, regionAt} from './helpers/json-snapshot.ts';
import {cache, runNode, windowsPath} from './helpers/wine.ts';

type Report = {
	readonly pid: number;
	readonly touched: number;
	readonly untouched: number;
	readonly reserved: number;
	readonly view: number;
	readonly secondView: number;
	readonly emptied: {readonly kind: string; readonly before: number; readonly after: number};
	readonly nobody: {readonly kind: string; readonly reason: string};
};

const megabyte = 2 ** 20;

describe('a process that samples itself', () => {
	let report: Report;
	let snapshot: JsonSnapshot;
	beforeAll(() => {
		const {stdout, stderr} = runNode([windowsPath(path.join(cache, 'app/programs/sample-self.js'))]);
		expect(stderr).toBe('');
		({report, snapshot} = JSON.parse(stdout));
	});

	it('counts what it touched of private memory', () => {
		expect(regionAt(snapshot, report.touched)).toMatchObject({
			type: 'Private Data',
			size: 4 * megabyte,
			committed: 4 * megabyte,
			private: 4 * megabyte,
			totalWs: megabyte,
			privateWs: megabyte,
			shareableWs: 0,
			sharedWs: 0,
			lockedWs: 0,
		});
		expect(regionAt(snapshot, report.untouched)).toMatchObject({committed: megabyte, totalWs: 0});
		expect(regionAt(snapshot, report.reserved)).toMatchObject({
			size: megabyte,
			committed: 0,
			private: 0,
			totalWs: 0,
			protection: 'Reserved',
		});
	});

	it('tells what of a section it has touched through which view', () => {
		expect(regionAt(snapshot, report.view)).toMatchObject({
			type: 'Shareable',
			size: 2 * megabyte,
			private: 0,
			totalWs: megabyte,
			privateWs: 0,
			shareableWs: megabyte,
		});
		expect(regionAt(snapshot, report.secondView)).toMatchObject({type: 'Shareable', totalWs: 0, protection: 'Read'});
	});

	it('knows every measure of every region, and keeps the rules between them', () => {
		for (const region of snapshot.regions) {
			const {size, committed, private: own = -1, totalWs = -1, privateWs = -1, shareableWs = -1} = region;
			expect(totalWs, region.address).toBe(privateWs + shareableWs);
			expect(region.sharedWs, region.address).toBeLessThanOrEqual(shareableWs);
			expect(own, region.address).toBeLessThanOrEqual(committed);
			expect(committed, region.address).toBeLessThanOrEqual(size);
		}
	});

	it('has its working set where the counter of Windows has it', () => {
		const total = snapshot.summary.find(({type}) => type === 'Total');
		const counter = snapshot.counters['WorkingSetSize'] ?? 0;
		// Wine counts what Linux has in memory for the process, its own parts included, and calls whole images valid.
		expect(total?.totalWs).toBeGreaterThan(counter / 2);
		expect(total?.totalWs).toBeLessThan(counter * 2);
	});

	it('covers the address space without a hole or an overlap', () => {
		let end = 0;
		for (const region of snapshot.regions) {
			expect(addressOf(region)).toBe(end);
			end += region.size;
		}

		expect(end).toBe(0x7fff_ffff_0000);
	});

	it('reads names of threads that the program gave them', () => {
		// V8 names one of its threads so.
		expect(snapshot.regions.map(({details}) => details)).toContainEqual(
			expect.stringMatching(/^Thread ID: \d+ \(DelayedTaskSchedulerWorker\)$/),
		);
	});

	it('empties its working set and says what it was before and after', () => {
		expect(report.emptied.kind).toBe('emptied');
		expect(report.emptied.before).toBeGreaterThan(megabyte);
		expect(report.emptied.after).toBeGreaterThan(0);
		expect(report.nobody).toMatchObject({kind: 'failed', reason: 'no such process'});
	});
});

it('is sampled again and again by another thread', () => {
	const {status, stdout, stderr} = runNode([windowsPath(path.join(cache, 'app/programs/watch-self.js'))]);
	expect([status, stderr]).toEqual([0, '']);
	expect(JSON.parse(stdout)).toEqual({kind: 'sample', received: 2, regions: expect.any(Number)});
	expect(JSON.parse(stdout).regions).toBeGreaterThan(50);
});
