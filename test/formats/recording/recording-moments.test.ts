import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {createRecording} from '../../../source/formats/recording/create-recording.ts';
import {openRecording} from '../../../source/formats/recording/open-recording.ts';
import {recordingMoments} from '../../../source/formats/recording/recording-moments.ts';
import {createHistory} from '../../../source/model/history/history.ts';
import {totalMeasures} from '../../../source/model/history/totals.ts';
import {memoryTypes} from '../../../source/model/memory-type.ts';
import type {Snapshot} from '../../../source/model/snapshot.ts';
import {makeSnapshot} from '../../helpers/snapshots.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';

const folder = makeTemporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const measured = (size: number) => ({
	size,
	protection: 'rw-p',
	measures: {committed: size, private: size, totalWs: size / 2, privateWs: size / 2, sharedWs: 0, lockedWs: 0},
});

/** A heap that grows by a page a second, with a pause of a minute after the fourth snapshot. */
const snapshotAt = (index: number): Snapshot =>
	makeSnapshot(
		[
			{type: 'Image', start: 0x1000, blocks: [measured(8192)]},
			{type: 'Heap', start: 0x10_0000, blocks: [measured(4096 * (index + 1))]},
		],
		{time: 1_000_000 + index * 1000 + (index > 3 ? 60_000 : 0), pageTable: 4096},
	);

const record = (name: string, count: number): string => {
	const file = path.join(folder.path, name);
	const recording = createRecording(file);
	for (let index = 0; index < count; index++) {
		recording.append(snapshotAt(index));
	}

	recording.close();
	return file;
};

test('the sums of a recording are those of the same snapshots in a session', () => {
	const history = createHistory();
	for (let index = 0; index < 8; index++) {
		history.add(snapshotAt(index));
	}

	const recording = openRecording(record('sums.vmmap', 8));
	const moments = recordingMoments(recording);
	for (const measure of totalMeasures) {
		for (const type of ['Total', ...memoryTypes.map(({name}) => name)] as const) {
			expect([...moments.totals(measure, type)], `${measure} of ${type}`).toEqual([...history.totals(measure, type)]);
		}
	}

	recording.close();
});

test('a snapshot is found by its number and restored, and a long pause is a gap', () => {
	const recording = openRecording(record('numbers.vmmap', 8));
	const moments = recordingMoments(recording);
	expect(moments.length()).toBe(8);
	expect(moments.at(moments.indexOfNumber(3)).time).toBe(snapshotAt(2).time);
	expect(moments.numberAt(moments.indexOfNumber(99))).toBe(8);
	expect(Array.from({length: 8}, (_, index) => moments.gapBefore(index) !== undefined)).toEqual([
		false,
		false,
		false,
		false,
		true,
		false,
		false,
		false,
	]);
	recording.close();
});

test('marks are of the session that looks at the recording', () => {
	const recording = openRecording(record('marks.vmmap', 3));
	const moments = recordingMoments(recording);
	moments.mark(1, true);
	expect([0, 1, 2].map(moments.isMarked)).toEqual([false, true, false]);
	moments.mark(1, false);
	expect(moments.isMarked(1)).toBe(false);
	recording.close();
});
