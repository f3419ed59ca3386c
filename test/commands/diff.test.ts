import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {CommandError} from '../../source/commands/command-error.ts';
import {run} from '../../source/commands/run.ts';
import {createRecording} from '../../source/formats/recording/create-recording.ts';
import {writeSnapshot} from '../../source/formats/write-snapshot.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {type DescribedRegion, makeSnapshot} from '../helpers/snapshots.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {makeProcess, makeSurroundings} from './fake-surroundings.ts';

const kilobytes = (size: number) => ({
	size: size * 1024,
	protection: 'rw-p',
	measures: {committed: size * 1024, private: size * 1024, totalWs: size * 512, privateWs: size * 512},
});

const heap = (size: number): DescribedRegion => ({
	type: 'Heap',
	kind: 'main heap',
	details: '[heap]',
	start: 0x5555_5555_0000,
	blocks: [kilobytes(size)],
});

const stack: DescribedRegion = {
	type: 'Stack',
	kind: 'thread stack',
	details: 'Thread ID: 77 (=evil\u{1B}[31m)',
	start: 0x7fff_0000_0000,
	blocks: [kilobytes(64)],
};

const at = (time: string, regions: readonly DescribedRegion[]): Snapshot =>
	makeSnapshot(regions, {time: Date.parse(time), pageTable: 0});

const before = at('2026-11-22T20:31:05.120Z', [heap(128)]);
const after = at('2026-11-22T20:32:05.500Z', [heap(1256), stack]);

let folder: ReturnType<typeof makeTemporaryFolder>;
let recording: string;
let saved: string;
beforeEach(() => {
	folder = makeTemporaryFolder();
	recording = path.join(folder.path, 'app.vmmap');
	const writer = createRecording(recording);
	for (const snapshot of [before, before, after]) {
		writer.append(snapshot);
	}

	writer.close();
	saved = path.join(folder.path, 'saved.json');
	writeFileSync(saved, [...writeSnapshot(before, 'json')].join(''));
});
afterEach(() => {
	folder[Symbol.dispose]();
});

async function diff(...options: readonly string[]) {
	const surroundings = makeSurroundings({
		processes: [makeProcess(1234, 'sample')],
		snapshots: {1234: after, 4321: {...after, platform: 'windows'}},
	});
	const outcome = await run(['diff', ...options], surroundings).then(
		exitCode => ({exitCode, sentence: undefined}),
		(error: unknown) => {
			if (error instanceof CommandError) {
				return {exitCode: error.exitCode, sentence: error.message};
			}

			throw error;
		},
	);
	return {...outcome, printed: surroundings.printed(), complained: surroundings.complained()};
}

describe('diff', () => {
	test('says what a person would paste into a ticket', async () => {
		const {printed, exitCode, complained} = await diff(`${recording}@first`, recording);
		expect(exitCode).toBe(0);
		expect(complained).toBe('');
		expect(printed.replaceAll(folder.path, '.')).toBe(`\
Before  ./app.vmmap@first: sample (1234), 2026-11-22T20:31:05.120Z
After   ./app.vmmap: sample (1234), 2026-11-22T20:32:05.500Z, 60 s later

             Before  After  Growth
Committed       128  1,320  +1,192
Private         128  1,320  +1,192
Working Set      64    660    +596

Types that changed, by how much:
Type     Size  Committed  Private  Total WS  Private WS  Shareable WS  Shared WS  Locked WS  Blocks  Largest
Total  +1,192     +1,192   +1,192      +596        +596                        ?          ?      +1
Heap   +1,128     +1,128   +1,128      +564        +564                        ?          ?           +1,128
Stack     +64        +64      +64       +32         +32                        ?          ?      +1      +64

Regions that grew most, by how much (2 changed, 2 grew):
Private  Total WS    Size  Change   Address           Type   Kind          Details
 +1,128      +564  +1,128  changed  0000555555550000  Heap   main heap     [heap]
    +64       +32     +64  new      00007fff00000000  Stack  thread stack  Thread ID: 77 (=evil\\e[31m)
`);
	});

	test('says so where nothing has changed', async () => {
		const {printed} = await diff(saved, `${recording}@2`);
		expect(printed).toContain('No type has changed.\n');
		expect(printed).toContain('No region grew (none changed, none grew).\n');
	});

	test('names twenty regions at most, those that grew most', async () => {
		const regions = (size: number) =>
			Array.from({length: 30}, (_, index) => ({
				...heap(index * size + 4),
				start: 0x1000_0000 * (index + 1),
				details: `heap ${index}`,
			}));
		const one = path.join(folder.path, 'one.json');
		const other = path.join(folder.path, 'other.json');
		writeFileSync(one, [...writeSnapshot(at('2026-11-22T20:00:00Z', regions(4)), 'json')].join(''));
		writeFileSync(other, [...writeSnapshot(at('2026-11-22T20:00:01Z', regions(8)), 'json')].join(''));
		const {printed} = await diff(one, other);
		expect(printed).toContain('(29 changed, 29 grew)');
		const names = [...printed.matchAll(/heap (\d+)$/gm)].map(([, index]) => Number(index));
		expect(names).toEqual(Array.from({length: 20}, (_, rank) => 29 - rank));
	});

	test('writes JSON: before, after and growth of each type, and each region that changed', async () => {
		const {printed} = await diff(`${recording}@first`, '1234', '--format', 'json');
		const file = JSON.parse(printed);
		expect(file).toMatchObject({
			format: 'vmmap-tui/diff',
			version: 1,
			platform: 'linux',
			before: {source: `${recording}@first`, time: '2026-11-22T20:31:05.120Z', process: {pid: 1234, name: 'sample'}},
			after: {source: '1234', time: '2026-11-22T20:32:05.500Z'},
		});
		expect(file.summary.find(({type}: {type: string}) => type === 'Heap')).toMatchObject({
			before: {private: 128 * 1024, blocks: 1},
			after: {private: 1256 * 1024},
			growth: {private: 1128 * 1024, blocks: 0, largest: 1128 * 1024},
		});
		expect(file.regions).toMatchObject([
			{address: '0000555555550000', change: 'changed', type: 'Heap', kind: 'main heap', growth: {size: 1128 * 1024}},
			{address: '00007fff00000000', change: 'new', type: 'Stack', growth: {size: 64 * 1024}},
		]);
		expect(printed).not.toContain('\u{1B}');
	});

	test('writes CSV with numbers that a spreadsheet takes for numbers, and texts that it takes for texts', async () => {
		const {printed} = await diff('sample', `${recording}@first`, '--format', 'csv');
		const lines = printed.split('\n');
		expect(lines).toContain('"Heap",-1128,-1128,-1128,-564,-564,0,,,0,-1128');
		expect(lines).toContain(
			String.raw`"gone","00007FFF00000000","Stack (thread stack)",-64,-64,-64,-32,-32,0,,,"rw-p","Thread ID: 77 (=evil\e[31m)"`,
		);
	});

	test('writes into a file, whose extension gives the format', async () => {
		const file = path.join(folder.path, 'diff.json');
		expect(await diff(saved, recording, '--output', file)).toMatchObject({exitCode: 0, printed: ''});
		expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({format: 'vmmap-tui/diff'});
	});

	test('names the limits that are passed on standard error and gives 1', async () => {
		const limits = ['private=1M', 'Heap.committed=10%', 'Stack.private=64K', 'blocks=0'];
		const {exitCode, complained, printed} = await diff(
			`${recording}@1`,
			`${recording}@3`,
			...limits.flatMap(limit => ['--max-growth', limit]),
		);
		expect(exitCode).toBe(1);
		expect(complained).toBe(
			[
				'Total private grew by 1,192 K, from 128 K to 1,320 K: more than private=1M allows.\n',
				'Heap committed grew by 1,128 K or 881.3%, from 128 K to 1,256 K: more than Heap.committed=10% allows.\n',
				'Total blocks grew by 1, from 1 to 2: more than blocks=0 allows.\n',
			].join(''),
		);
		expect(printed).toContain('Types that changed');
	});

	test('gives 0 where no limit is passed', async () => {
		expect(await diff(saved, recording, '--max-growth', 'private=2M')).toMatchObject({exitCode: 0, complained: ''});
	});

	test('takes a file with an @ in its name as it is written', async () => {
		const file = path.join(folder.path, 'me@first');
		writeFileSync(file, readFileSync(saved));
		expect(await diff(file, saved)).toMatchObject({exitCode: 0});
	});

	test('says what is wrong', async () => {
		expect(await diff(`${recording}@9`, recording)).toMatchObject({
			exitCode: 2,
			sentence: `${recording}@9`.replace('@9', ' has no snapshot 9: it has those from 1 to 3.'),
		});
		expect(await diff(`${saved}@2`, recording)).toMatchObject({
			exitCode: 2,
			sentence: expect.stringContaining('has one snapshot only'),
		});
		expect(await diff('missing.vmmap@first', recording)).toMatchObject({
			exitCode: 5,
			sentence: 'missing.vmmap cannot be read: there is no such file or folder.',
		});
		expect(await diff(saved, '4321')).toMatchObject({
			exitCode: 2,
			sentence: expect.stringContaining('A process on linux cannot be compared with one on windows.'),
		});
		expect(await diff(saved, '99')).toMatchObject({exitCode: 3});
		writeFileSync(recording, 'no recording at all');
		expect(await diff(saved, recording)).toMatchObject({
			exitCode: 5,
			sentence: `${recording} cannot be read: it is no recording of vmmap-tui.`,
		});
		expect(await diff(saved, recording, '--max-growth', 'swap=1M')).toMatchObject({exitCode: 5});
	});
});
