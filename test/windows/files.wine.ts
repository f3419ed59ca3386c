import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openRecording} from '../../source/formats/recording/open-recording.ts';
import {summarize} from '../../source/model/summary.ts';
import {parseSnapshot, regionAt} from './helpers/json-snapshot.ts';
import {type StartedTarget, startTarget} from './helpers/target.ts';
import {runCli, windowsPath, workFolder} from './helpers/wine.ts';

/** A file in the folder of the tests, as Linux and as Windows name it. */
const fileNamed = (name: string) => {
	const file = path.join(workFolder, name);
	return {file, windows: windowsPath(file)};
};

describe('files on Windows', () => {
	let target: StartedTarget;
	let pid: string;
	const recording = fileNamed('record ä 日本.vmmap');
	const succeed = (...parameters: readonly string[]): string => {
		const {status, stdout, stderr} = runCli(parameters);
		expect([status, stderr]).toEqual([0, '']);
		return stdout;
	};

	afterAll(() => target.stop());
	beforeAll(async () => {
		target = await startTarget();
		pid = String(target.report.pid);
	});

	it('records a process into a file that Windows and Linux open alike', () => {
		const duration = ['--interval', '0.5', '--duration', '3'];
		expect(runCli(['record', pid, '--output', recording.windows, ...duration]).status).toBe(0);
		const opened = openRecording(recording.file);
		// A process is asked for at most 5 % of the time: on a busy machine there is one snapshot, else there are several.
		const snapshots = opened.times().map((_, index) => opened.readSnapshot(index));
		opened.close();
		const last = snapshots.at(-1);
		expect(snapshots.map(({platform, process}) => [platform, process.pid])).toEqual(
			snapshots.map(() => ['windows', target.report.pid]),
		);
		const underWine = parseSnapshot(succeed('snapshot', recording.windows, '--format', 'json'));
		expect(underWine.summary.find(({type}) => type === 'Total')?.committed).toBe(
			last && summarize(last).total.committed,
		);
		const reported = target.report.regions.find(({name}) => name === 'private 3M');
		expect(regionAt(underWine, reported?.address ?? 0)).toMatchObject({type: 'Private Data', size: 3 * 2 ** 20});
	});

	it('does not write over a recording that is there', () => {
		const before = readFileSync(recording.file);
		const {status, stderr} = runCli(['record', pid, '--output', recording.windows, '--duration', '1']);
		expect(status).not.toBe(0);
		expect(stderr).toMatch(/^[^\n]*record ä 日本\.vmmap[^\n]*\n$/);
		expect(readFileSync(recording.file)).toEqual(before);
	});

	it('compares two moments of a recording, and a recording with the process', () => {
		expect(succeed('diff', `${recording.windows}@first`, recording.windows, '--format', 'json')).toContain('"before"');
		expect(succeed('diff', recording.windows, pid)).toContain('known-allocations.exe');
		const limited = runCli(['diff', recording.windows, pid, '--max-growth', 'committed=1G']);
		expect(limited.status).toBe(0);
	});

	it('says that a limit is passed by its exit code', () => {
		const small = fileNamed('small.json');
		const text = readFileSync(savedAs('now.json').file, 'utf8');
		const all = JSON.parse(text);
		writeFileSync(small.file, JSON.stringify({...all, regions: all.regions.slice(0, 40)}));
		const {status, stderr} = runCli(['diff', small.windows, pid, '--max-growth', 'committed=1K']);
		expect(status).toBe(1);
		expect(stderr).toContain('committed');
	});

	const savedAs = (name: string): ReturnType<typeof fileNamed> => {
		const saved = fileNamed(name);
		if (!existsSync(saved.file)) {
			succeed('-p', pid, saved.windows);
		}

		return saved;
	};

	it.each(['json', 'csv', 'mmp'])('saves as %s with -p, and opens it again with the same types', format => {
		const saved = savedAs(`saved here.${format}`);
		const now = parseSnapshot(readFileSync(savedAs('now.json').file, 'utf8'));
		const again = parseSnapshot(succeed('snapshot', saved.windows, '--format', 'json'));
		const sizes = ({summary}: typeof now) => summary.map(({type, size, committed}) => ({type, size, committed}));
		expect(sizes(again)).toEqual(sizes(now));
		const reported = target.report.regions.find(({name}) => name === 'guard page');
		expect(regionAt(again, reported?.address ?? 0)).toMatchObject({
			type: 'Private Data',
			protection: 'Read/Write/Guard',
			runs: 3,
		});
	});

	it("opens VMMap's own CSV", () => {
		const csv = fileNamed('vmmap.csv');
		const lines = [
			'"Process:","a.exe"',
			'"PID:","12"',
			'',
			'"Type","Size","Committed","Private","Total WS","Private WS","Shareable WS","Shared WS","Locked WS","Blocks","Largest",',
			'"Total","1,152","1,108","1,108","8","8","","","","1",""',
			'"Heap","1,152","1,108","1,108","8","8","","","","1","1,152"',
			'',
			'"Address","Type","Size","Committed","Private","Total WS","Private WS","Shareable WS","Shared WS","Locked WS","Blocks","Protection","Details",',
			'"00020000","Heap (Private Data)","1,152","1,108","1,108","8","8","","","","1","Read/Write","Heap ID: 1 [LOW FRAGMENTATION]"',
			'"  00020000","Heap (Private Data)","1,152","1,108","1,108","8","8","","","","","Read/Write","Heap ID: 1 [LOW FRAGMENTATION]"',
			'',
		];
		writeFileSync(csv.file, lines.join('\r\r\n'));
		expect(succeed('-o', csv.windows)).toContain('a.exe (12)');
	});

	it.each([
		[['snapshot', 'Z:\\no\\such file.json'], 5, 'no such file.json'],
		[['snapshot', '4000000'], 3, '4000000'],
		[['snapshot', '--format', 'xml', '1'], 2, 'xml'],
	] as const)('says in one sentence what is wrong: %j', (parameters, exitCode, part) => {
		const {status, stdout, stderr} = runCli(parameters);
		expect([status, stdout]).toEqual([exitCode, '']);
		expect(stderr.replaceAll('\\', ' ')).toContain(part);
		expect(stderr).toMatch(/^[^\n]+\n$/);
	});
});
