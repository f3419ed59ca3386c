import {expect, it} from 'vitest';
import {writeCsv} from '../../../source/formats/csv.ts';
import {writeMmp} from '../../../source/formats/mmp/write-mmp.ts';
import {readSnapshots} from '../../../source/formats/read-snapshots.ts';
import {readVmmapCsv} from '../../../source/formats/vmmap-csv/read-vmmap-csv.ts';
import {regionMeasure} from '../../../source/model/region-measures.ts';
import {numberAt, type Snapshot} from '../../../source/model/snapshot.ts';
import {summarize} from '../../../source/model/summary.ts';
import {takeSnapshot} from '../../helpers/live-snapshot.ts';
import {makeSnapshot} from '../../helpers/snapshots.ts';

it.runIf(process.platform === 'linux')(
	'our CSV of a real process is the same after it was read and written again, free and unusable space included',
	async () => {
		const snapshot = await takeSnapshot(process.pid);
		const text = [...writeCsv(snapshot)].join('');
		const again = readVmmapCsv(Buffer.from(text), 0);
		expect(again.notices).toEqual(['The file says no time: that of its last change is shown.']);
		expect([...writeCsv(again)].join('')).toBe(text);
	},
);

it('our CSV of a Windows process of which the working set is unknown does not know it when it is read, and 0 stays 0', () => {
	const page = 4096;
	const free = (start: number, end: number) =>
		({type: 'Free', kind: 'free', start, blocks: [{size: end - start, protection: ''}]}) as const;
	const made = makeSnapshot(
		[
			free(0, 0x40_0000),
			{
				type: 'Image',
				kind: 'image (ASLR)',
				details: String.raw`C:\a.dll`,
				start: 0x40_0000,
				blocks: [
					{size: page, protection: 'Read', details: 'Header', measures: {committed: page}},
					{size: 15 * page, protection: 'Read/Write', measures: {committed: 15 * page, private: 15 * page}},
				],
			},
			free(0x41_0000, 0x50_0000),
			{
				type: 'Private Data',
				kind: 'private data',
				start: 0x50_0000,
				blocks: [{size: 16 * page, protection: 'Reserved', measures: {committed: 0, private: 0}}],
			},
			free(0x51_0000, 0x7fff_ffff_0000),
		],
		{platform: 'windows', process: {pid: 8, name: 'a.exe', addressDigits: 16, architecture: 'x64'}},
	);
	const charged = Float64Array.of(0, 15 * page, 0, 0, 0);
	const text = [...writeCsv({...made, regions: {...made.regions, measures: {private: charged}}})].join('');
	const again = readVmmapCsv(Buffer.from(text), 0);
	expect(again.notices).toEqual(['The file says no time: that of its last change is shown.']);
	expect(again.pageTable).toBeUndefined();
	const sums = (one: Snapshot) => summarize(one).rows.filter(({type}) => type === 'Image' || type === 'Private Data');
	expect(sums(again)).toEqual(sums(made));
	expect(sums(again)[0]).toMatchObject({committed: 16 * page, private: undefined, totalWs: undefined});
	const images = Array.from(again.regions.type).indexOf(0);
	expect(numberAt(regionMeasure(again, 'private'), images)).toBe(15 * page);
});

it("a heap's and an environment block's details stand in every block as in VMMap's files, and once when they are read", () => {
	const page = 4096;
	const described = (type: 'Heap' | 'Private Data', kind: string, details: string, start: number) => ({
		type,
		kind,
		details,
		start,
		protection: 'Read/Write',
		blocks: [
			{size: page, protection: 'Read/Write'},
			{size: 15 * page, protection: 'Reserved'},
		],
	});
	const made = makeSnapshot(
		[
			described('Heap', 'heap', 'Heap ID: 1 [LOW FRAGMENTATION]', 0x10_0000),
			described('Private Data', 'private data', 'Thread Environment Block ID: 7', 0x20_0000),
		],
		{platform: 'windows', process: {pid: 8, name: 'a.exe', addressDigits: 8, architecture: 'x86'}},
	);
	const csv = [...writeCsv(made)].join('');
	const mmp = [...writeMmp([made])].join('');
	for (const text of [csv, mmp]) {
		expect(text.match(/Heap ID: 1 \[LOW FRAGMENTATION\]/g)).toHaveLength(3);
		expect(text.match(/Thread Environment Block ID: 7/g)).toHaveLength(3);
		const [again] = readSnapshots(Buffer.from(text), {name: 'a', time: 0});
		expect(again.blocks.details.some(index => again.strings[index] !== '')).toBe(false);
		expect(again.regions.details.filter(index => again.strings[index] !== '')).toHaveLength(2);
	}
});
