import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {writeJson} from '../../source/formats/json.ts';
import {readJson} from '../../source/formats/read-json.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';
import {arbitrarySnapshot} from './arbitrary-snapshot.ts';
import {toPlainSnapshot} from './plain-snapshot.ts';

const write = (snapshot: Parameters<typeof writeJson>[0]) => [...writeJson(snapshot)].join('');

const small = makeSnapshot(
	[
		{
			type: 'Heap',
			kind: 'heap',
			details: '[heap]',
			evidence: 'The kernel says so.',
			isInferred: true,
			start: 0x5555_0000_0000,
			protection: 'rw-p',
			blocks: [
				{size: 8192, protection: 'rw-p', measures: {committed: 8192, private: 8192, totalWs: 4096, privateWs: 4096}},
				{size: 4096, protection: '---p', details: 'guard', measures: {committed: 0, private: 0}},
			],
		},
		{type: 'Free', start: 0x5555_0000_3000, blocks: [{size: 4096, protection: ''}]},
	],
	{pageTable: 4096, process: {pid: 7, name: 'a\u001B[31m', addressDigits: 16}},
);

describe('a snapshot in JSON', () => {
	test('has the fields of docs/json.md, in bytes, and leaves out what is unknown', () => {
		const file = JSON.parse(write(small));
		expect(file).toMatchObject({
			format: 'vmmap-tui/snapshot',
			version: 1,
			platform: 'linux',
			time: '2026-11-22T20:31:05.120Z',
			process: {pid: 7, name: 'a\u001B[31m'},
			pageSize: 4096,
			pageTable: 4096,
			cost: {milliseconds: 3.1},
		});
		expect(file.summary[0]).toMatchObject({type: 'Total', size: 8192 + 4096 + 4096, blocks: 2});
		expect(file.summary.map(({type}: {type: string}) => type)).toContain('Managed Heap');
		expect(file.regions).toEqual([
			{
				address: '0000555500000000',
				type: 'Heap',
				kind: 'heap',
				size: 12_288,
				committed: 8192,
				private: 8192,
				protection: 'rw-p',
				details: '[heap]',
				evidence: 'The kernel says so.',
				isInferred: true,
				blocks: [
					{
						address: '0000555500000000',
						size: 8192,
						committed: 8192,
						private: 8192,
						totalWs: 4096,
						privateWs: 4096,
						shareableWs: 0,
						protection: 'rw-p',
					},
					{address: '0000555500002000', size: 4096, committed: 0, private: 0, protection: '---p', details: 'guard'},
				],
			},
			{
				address: '0000555500003000',
				type: 'Free',
				size: 4096,
				blocks: [{address: '0000555500003000', size: 4096}],
			},
		]);
	});

	test('is one line a region', () => {
		const lines = write(small).split('\n');
		expect(lines.filter(line => line.startsWith('{"address":'))).toHaveLength(2);
	});

	test('says the same when it is read back', () => {
		fc.assert(
			fc.property(arbitrarySnapshot, snapshot => {
				expect(toPlainSnapshot(readJson(write(snapshot)))).toEqual(toPlainSnapshot(snapshot));
			}),
		);
	});

	test('never holds a character that a terminal obeys', () => {
		fc.assert(
			fc.property(arbitrarySnapshot, snapshot => {
				expect(write(snapshot)).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u202E]/u);
			}),
		);
	});
});
