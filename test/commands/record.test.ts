import {existsSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {CommandError} from '../../source/commands/command-error.ts';
import {run} from '../../source/commands/run.ts';
import {openRecording} from '../../source/formats/recording/open-recording.ts';
import type {Finding} from '../../source/model/inspection.ts';
import type {SamplerEvent} from '../../source/sampler/start-sampler.ts';
import {makeTemporaryFolder} from '../helpers/temporary-folder.ts';
import {makeProcess, makeSurroundings, sampleSnapshot} from './fake-surroundings.ts';

const sample = (time: number): SamplerEvent => ({
	kind: 'sample',
	snapshot: {...sampleSnapshot, time},
	intervalMilliseconds: 1000,
	isBackedOff: false,
});

const failure = (reason: 'ended' | 'not permitted', sentence: string): SamplerEvent => ({
	kind: 'failed',
	failure: {kind: 'failed', reason, sentence},
});

let folder: ReturnType<typeof makeTemporaryFolder>;
let file: string;
beforeEach(() => {
	folder = makeTemporaryFolder();
	file = path.join(folder.path, 'app.vmmap');
});
afterEach(() => {
	vi.useRealTimers();
	folder[Symbol.dispose]();
});

/** Starts `record` with a sampler and signals that the test gives. */
function startRecord(...options: readonly string[]) {
	const asked: string[] = [];
	const sampler = {
		pid: 0,
		intervalSeconds: 0,
		isClosed: false,
		asked,
		emit: (_: SamplerEvent) => {},
		find: (_: Finding) => {},
	};
	const stops = new Set<() => void>();
	const shown: string[] = [];
	const surroundings = makeSurroundings({
		processes: [makeProcess(1234, 'app'), makeProcess(5, 'twin'), makeProcess(6, 'twin')],
	});
	const outcome = run(['record', ...options, '--output', file], {
		...surroundings,
		errorTerminal: {write: text => shown.push(text), columns: () => 80},
		loadLiveSampler: async () => options => {
			Object.assign(sampler, {
				pid: options.pid,
				intervalSeconds: options.intervalSeconds,
				emit: options.onEvent,
				find: options.onFinding,
			});
			return {
				refresh: () => asked.push('refresh'),
				setInterval() {},
				pause() {},
				resume() {},
				inspect: ({kind}) => asked.push(kind),
				close() {
					sampler.isClosed = true;
				},
			};
		},
		onStop(listener) {
			stops.add(listener);
			return () => stops.delete(listener);
		},
	}).then(
		exitCode => ({exitCode, sentence: undefined}),
		(error: unknown) => {
			if (error instanceof CommandError) {
				return {exitCode: error.exitCode, sentence: error.message};
			}

			throw error;
		},
	);
	const started = vi.waitFor(() => {
		expect(sampler.pid).not.toBe(0);
	});
	return {
		outcome,
		started,
		sampler,
		shown,
		stops,
		stop() {
			for (const listener of stops) {
				listener();
			}
		},
		printed: () => surroundings.printed() + surroundings.complained(),
	};
}

function recordedTimes(): readonly number[] {
	const recording = openRecording(file);
	const times = [...recording.times()];
	recording.close();
	return times;
}

describe('record', () => {
	test('asks a JVM once where that is wanted, and takes a snapshot with the answer', async () => {
		const {outcome, started, sampler, stop} = startRecord('app', '--jcmd');
		await started;
		sampler.emit(sample(1000));
		sampler.find({kind: 'jvm', account: {time: 0, command: 'System.map', ranges: [], threads: [], counters: {}}});
		expect(sampler.asked).toEqual(['ask jvm', 'refresh']);
		stop();
		expect(await outcome).toMatchObject({exitCode: 0});
	});

	test('ends with what would help where a JVM does not tell', async () => {
		const {outcome, started, sampler} = startRecord('app', '--jcmd');
		await started;
		sampler.emit(sample(1000));
		sampler.find({kind: 'refused', inspection: 'ask jvm', sentence: 'It is no JVM.'});
		expect(await outcome).toEqual({exitCode: 4, sentence: 'It is no JVM.'});
		expect(sampler.isClosed).toBe(true);
	});

	test('asks nothing of a JVM by itself', async () => {
		const {outcome, started, sampler, stop} = startRecord('app');
		await started;
		sampler.emit(sample(1000));
		stop();
		await outcome;
		expect(sampler.asked).toEqual([]);
	});

	test('writes what the sampler gives until it is stopped', async () => {
		const {outcome, started, sampler, stops, stop, printed} = startRecord('app', '--interval', '0.5');
		await started;
		sampler.emit(sample(1000));
		sampler.emit(sample(2000));
		stop();
		expect(await outcome).toEqual({exitCode: 0, sentence: undefined});
		expect(sampler).toMatchObject({pid: 1234, intervalSeconds: 0.5, isClosed: true});
		expect(stops.size).toBe(0);
		expect(recordedTimes()).toEqual([1000, 2000]);
		expect(printed()).toBe('');
	});

	test('ends with the process', async () => {
		const {outcome, started, sampler, shown} = startRecord('1234');
		await started;
		sampler.emit(sample(1000));
		sampler.emit(failure('ended', 'Process 1234 has ended.'));
		expect(await outcome).toEqual({exitCode: 0, sentence: undefined});
		expect(recordedTimes()).toEqual([1000]);
		expect(shown.at(-1)).toMatch(/app\.vmmap: 1 snapshot, \d+ KB, the process has ended\n$/);
	});

	test('ends when its time is over, but not without a snapshot', async () => {
		vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance']});
		const {outcome, sampler, shown} = startRecord('1234', '--duration', '90');
		await vi.waitFor(() => {
			expect(sampler.pid).toBe(1234);
		});
		await vi.advanceTimersByTimeAsync(30_000);
		expect(shown.at(-1)).toMatch(/^\r\u{1B}\[K.*app\.vmmap: 0 snapshots, \d+ KB, 1:00 left$/u);
		await vi.advanceTimersByTimeAsync(70_000);
		expect(sampler.isClosed).toBe(false);
		sampler.emit(sample(1000));
		expect(await outcome).toEqual({exitCode: 0, sentence: undefined});
		expect(recordedTimes()).toEqual([1000]);
	});

	test('says why a process cannot be recorded and leaves no file', async () => {
		const {outcome, started, sampler} = startRecord('1234');
		await started;
		sampler.emit(failure('not permitted', 'You may not read the memory of process 1234.'));
		expect(await outcome).toEqual({exitCode: 4, sentence: 'You may not read the memory of process 1234.'});
		expect(existsSync(file)).toBe(false);
	});

	test('says why it cannot go on and keeps what it has', async () => {
		const {outcome, started, sampler} = startRecord('1234');
		await started;
		sampler.emit(sample(1000));
		sampler.emit(failure('not permitted', 'You may not read the memory of process 1234.'));
		expect(await outcome).toMatchObject({exitCode: 4});
		expect(recordedTimes()).toEqual([1000]);
	});

	test('does not write over a file', async () => {
		writeFileSync(file, 'precious');
		expect(await startRecord('1234').outcome).toEqual({
			exitCode: 5,
			sentence: `${file} cannot be written: there is such a file already; choose another name, or remove it first.`,
		});
	});

	test('says what is wrong where it cannot begin', async () => {
		expect(await startRecord('twin').outcome).toMatchObject({exitCode: 2, sentence: expect.stringContaining('5, 6')});
		expect(await startRecord('nobody').outcome).toMatchObject({exitCode: 3});
		expect(await startRecord('./saved.json').outcome).toMatchObject({
			exitCode: 2,
			sentence: expect.stringContaining('Only a process can be recorded'),
		});
		expect(existsSync(file)).toBe(false);
	});
});
