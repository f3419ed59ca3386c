import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createRecording} from '../../../source/formats/recording/create-recording.ts';
import {openRecording} from '../../../source/formats/recording/open-recording.ts';
import type {Snapshot} from '../../../source/model/snapshot.ts';
import {makeLargeSnapshot, makeSnapshot} from '../../helpers/snapshots.ts';
import {makeTemporaryFolder} from '../../helpers/temporary-folder.ts';
import {arbitrarySnapshot} from '../arbitrary-snapshot.ts';
import {toPlainSnapshot} from '../plain-snapshot.ts';

function record(file: string, snapshots: readonly Snapshot[]): void {
	const writer = createRecording(file);
	for (const snapshot of snapshots) {
		writer.append(snapshot);
	}

	writer.close();
}

function readAll(file: string): readonly Snapshot[] {
	const recording = openRecording(file);
	const snapshots = recording.times().map((_, index) => recording.readSnapshot(index));
	recording.close();
	return snapshots;
}

/** All that a snapshot says, with the columns that it has: one of unknown numbers is not the same as none. */
function toExact(snapshot: Snapshot) {
	const {measures, linux} = snapshot.blocks;
	return {
		...toPlainSnapshot(snapshot),
		columns: [Object.keys(measures).toSorted(), linux && Object.keys(linux.fields).toSorted()],
	};
}

/** The same snapshot with other numbers in some rows, as the next one of a process has them. */
function change(snapshot: Snapshot, rows: readonly number[], by: number): Snapshot {
	const totalWs = snapshot.blocks.measures.totalWs?.map((value, row) => (rows.includes(row) ? value + by : value));
	const type = snapshot.regions.type.map((code, region) => (rows.includes(region + 1) ? (code + by) % 10 : code));
	return {
		...snapshot,
		time: snapshot.time + 1000,
		blocks: {...snapshot.blocks, measures: {...snapshot.blocks.measures, ...(totalWs && {totalWs})}},
		regions: {...snapshot.regions, type},
	};
}

const session = fc
	.tuple(
		fc.array(arbitrarySnapshot, {minLength: 1, maxLength: 3}),
		fc.array(fc.record({choice: fc.nat(2), rows: fc.array(fc.nat(5), {maxLength: 3}), by: fc.nat(9)}), {
			minLength: 1,
			maxLength: 12,
		}),
	)
	.map(([snapshots, steps]) =>
		steps.flatMap(({choice, rows, by}) => {
			const snapshot = snapshots[choice % snapshots.length];
			return snapshot ? [change(snapshot, rows, by)] : [];
		}),
	);

describe('a recording', () => {
	test('restores every snapshot exactly', () => {
		fc.assert(
			fc.property(session, snapshots => {
				using folder = makeTemporaryFolder();
				const file = path.join(folder.path, 'any.vmmap');
				record(file, snapshots);
				expect(readAll(file).map(toExact)).toEqual(snapshots.map(toExact));
			}),
			{numRuns: 50},
		);
	});

	test('restores a large snapshot, and keeps equal columns once as a sampler does', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'large.vmmap');
		const snapshot = makeLargeSnapshot(20_000, 3);
		record(file, [snapshot, change(snapshot, [7], 4096)]);
		const [first] = readAll(file);
		expect(first && toExact(first)).toEqual(toExact(snapshot));
		expect(first?.blocks.measures.swap).toBe(first?.blocks.measures.swapPss);
	});

	test('restores sizes and addresses that are too large for an integer of JavaScript', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'wide.vmmap');
		const snapshot = makeSnapshot([
			{type: 'Free', start: 4096, blocks: [{size: 2 ** 55, protection: ''}]},
			{type: 'Image', start: 2 ** 63, blocks: [{size: 4096, protection: 'r-xp'}]},
			{type: 'Image', kind: '[vsyscall]', start: 2 ** 64 - 2 ** 23, blocks: [{size: 4096, protection: '--xp'}]},
		]);
		record(file, [snapshot]);
		expect(readAll(file).map(toExact)).toEqual([toExact(snapshot)]);
	});

	test('says when each snapshot was taken', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'times.vmmap');
		const snapshot = makeSnapshot([]);
		record(
			file,
			[5, 7, 6].map(seconds => ({...snapshot, time: seconds * 1000})),
		);
		const recording = openRecording(file);
		expect(recording.times()).toEqual([5000, 7000, 6000]);
		recording.close();
	});

	test('costs a fixed few bytes for a snapshot in which nothing changed', () => {
		using folder = makeTemporaryFolder();
		const snapshot = makeLargeSnapshot(1000, 2);
		const sizeOf = (count: number): number => {
			const file = path.join(folder.path, `${count}.vmmap`);
			record(
				file,
				Array.from({length: count}, (_, index) => ({
					...snapshot,
					time: snapshot.time + 1000 * index,
					cost: {...snapshot.cost, milliseconds: 3 + 1 / (index + 1)},
				})),
			);
			return statSync(file).size;
		};

		expect((sizeOf(1000) - sizeOf(1)) / 999).toBeLessThan(30);
	});

	test('leaves one file when it is closed', () => {
		using folder = makeTemporaryFolder();
		const writer = createRecording(path.join(folder.path, 'one.vmmap'));
		writer.append(makeLargeSnapshot(100, 2));
		expect(writer.bytesOnDisk()).toBeGreaterThan(10_000);
		writer.close();
		expect(readdirSync(folder.path)).toEqual(['one.vmmap']);
	});

	test('without a snapshot leaves no file', () => {
		using folder = makeTemporaryFolder();
		createRecording(path.join(folder.path, 'none.vmmap')).close();
		expect(readdirSync(folder.path)).toEqual([]);
	});

	test('is not written over a file in which something is', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'precious.vmmap');
		writeFileSync(file, 'precious');
		expect(() => createRecording(file)).toThrow('there is such a file already');
		expect(readFileSync(file, 'utf8')).toBe('precious');
	});

	test('is written into an empty file, as mktemp makes one', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'empty');
		writeFileSync(file, '');
		const snapshot = makeSnapshot([]);
		record(file, [snapshot]);
		expect(readAll(file).map(toExact)).toEqual([toExact(snapshot)]);
	});

	test('is a file also where its name looks like a URI', () => {
		using folder = makeTemporaryFolder();
		const here = process.cwd();
		process.chdir(folder.path);
		try {
			record('file:a.vmmap?mode=memory', [makeSnapshot([])]);
			expect(readAll('file:a.vmmap?mode=memory')).toHaveLength(1);
			expect(existsSync(path.join(folder.path, 'file:a.vmmap?mode=memory'))).toBe(true);
		} finally {
			process.chdir(here);
		}
	});

	test('can be read while it is written, and shows what is added', () => {
		using folder = makeTemporaryFolder();
		const file = path.join(folder.path, 'live.vmmap');
		const snapshot = makeLargeSnapshot(100, 2);
		const writer = createRecording(file);
		writer.append(snapshot);
		const recording = openRecording(file);
		expect(recording.poll()).toBe(false);

		const next = change(snapshot, [3, 4], 4096);
		writer.append(next);
		expect(recording.times()).toHaveLength(1);
		expect(recording.poll()).toBe(true);
		expect(recording.times()).toEqual([snapshot.time, next.time]);
		expect(toExact(recording.readSnapshot(0))).toEqual(toExact(snapshot));
		expect(toExact(recording.readSnapshot(1))).toEqual(toExact(next));

		writer.close();
		expect(toExact(recording.readSnapshot(1))).toEqual(toExact(next));
		recording.close();
		expect(readAll(file)).toHaveLength(2);
	});
});
