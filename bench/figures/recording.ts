/** What a recording weighs and costs, against the same smaps texts through gzip, and how soon a long one is open. */
import {execFileSync} from 'node:child_process';
import {readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import {createRecording} from '../../source/formats/recording/create-recording.ts';
import {openRecording} from '../../source/formats/recording/open-recording.ts';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {createLinuxSampler} from '../../source/sampler/linux/linux-sampler.ts';
import {makeLargeSnapshot} from '../../test/helpers/snapshots.ts';
import {startManyVmas, startNode} from '../../test/helpers/targets.ts';
import {type Figure, reportFigures} from '../figure.ts';
import {alternate, median, medianRatio, milliseconds, percentile, timed} from '../measure.ts';

const file = path.join(tmpdir(), `vmmap-tui-bench-${process.pid}.vmmap`);

/** Writes a recording and takes it away when it is no longer needed. */
function startRecording() {
	rmSync(file, {force: true});
	const recording = createRecording(file);
	return {...recording, [Symbol.dispose]: () => rmSync(file, {force: true})};
}

function openTarget(pid: number): {readonly sample: () => Snapshot; readonly close: () => void} {
	const target = createLinuxSampler().openTarget(pid);
	if (target.kind === 'failed') {
		throw new Error(target.sentence);
	}

	return {
		close: target.close,
		sample() {
			const result = target.sample();
			if (result.kind === 'failed') {
				throw new Error(result.sentence);
			}

			return result.snapshot;
		},
	};
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} KB`;

/** Node.js with nothing to do, `count` snapshots of it as fast as they can be taken. */
async function measureQuiet(count: number): Promise<readonly Figure[]> {
	await using node = await startNode();
	using recording = startRecording();
	const target = openTarget(node.pid);
	let zipped = 0;
	const appends: number[] = [];
	const zips: number[] = [];
	for (let index = 0; index < count; index++) {
		const snapshot = target.sample();
		appends.push(await timed(() => recording.append(snapshot)));
		const text = readFileSync(`/proc/${node.pid}/smaps`);
		zips.push(
			await timed(() => {
				zipped += gzipSync(text).length;
			}),
		);
	}

	target.close();
	recording.close();
	const size = statSync(file).size;
	return [
		{
			work: `Recording of a quiet Node.js process, ${count} snapshots`,
			ours: kilobytes(size),
			comparedWith: `its smaps texts through gzip: ${kilobytes(zipped)}`,
			value: (100 * size) / zipped,
			unit: '%',
			limit: 2,
		},
		{
			work: 'One of these snapshots, written',
			ours: milliseconds(median(appends)),
			comparedWith: `gzip of the text: ${milliseconds(median(zips))}`,
			value: medianRatio(appends, zips),
			unit: 'times',
		},
	];
}

/** 60,000 VMAs, of which one in a hundred changes from snapshot to snapshot. */
async function measureLarge(): Promise<readonly Figure[]> {
	await using many = await startManyVmas(60_000);
	using recording = startRecording();
	const target = openTarget(many.pid);
	const snapshot = target.sample();
	target.close();
	const text = readFileSync(`/proc/${many.pid}/smaps`);
	const zip = () => timed(() => gzipSync(text));
	const first = await timed(() => recording.append(snapshot));
	let round = 0;
	const next = (): Snapshot => {
		round++;
		const totalWs = snapshot.blocks.measures.totalWs?.map((value, row) =>
			row % 100 === round % 100 ? value + 4096 * round : value,
		);
		return {
			...snapshot,
			blocks: {...snapshot.blocks, measures: {...snapshot.blocks.measures, ...(totalWs && {totalWs})}},
		};
	};

	const taken = await alternate(
		{
			ours() {
				const changed = next();
				return timed(() => recording.append(changed));
			},
			zip,
		},
		{rounds: 7, warmUps: 2},
	);
	recording.close();
	const comparedWith = `gzip of the text: ${milliseconds(median(taken.zip))}`;
	return [
		{
			work: 'First snapshot of 60,000 VMAs, written',
			ours: milliseconds(first),
			comparedWith,
			value: first / median(taken.zip),
			unit: 'times',
		},
		{
			work: 'The next ones, of which 1 % changes',
			ours: milliseconds(median(taken.ours)),
			comparedWith,
			value: medianRatio(taken.ours, taken.zip),
			unit: 'times',
		},
	];
}

/** 10,000 snapshots of 700 blocks, of which 50 change each time. */
async function measureLong(): Promise<readonly Figure[]> {
	const count = 10_000;
	using recording = startRecording();
	const snapshot = makeLargeSnapshot(700, 3);
	let {totalWs} = snapshot.blocks.measures;
	for (let index = 0; index < count; index++) {
		totalWs = totalWs?.map((value, row) => ((row * 31 + index * 17) % 14 === 0 ? value + 4096 : value));
		recording.append({
			...snapshot,
			time: snapshot.time + 1000 * index,
			blocks: {...snapshot.blocks, measures: {...snapshot.blocks.measures, ...(totalWs && {totalWs})}},
		});
	}

	recording.close();
	const taken = await alternate(
		{
			ours: () =>
				timed(() => {
					const opened = openRecording(file);
					opened.readSnapshot(count - 1);
					opened.close();
				}),
			node: () => timed(() => execFileSync(process.execPath, ['-e', '0'])),
		},
		{rounds: 15, warmUps: 2},
	);
	const opened = openRecording(file);
	const jumps: number[] = [];
	for (let index = 0; index < 1000; index++) {
		jumps.push(await timed(() => opened.readSnapshot((index * 7919) % count)));
	}

	opened.close();
	return [
		{
			work: 'Recording of 10,000 snapshots, opened and its last one read',
			ours: milliseconds(median(taken.ours)),
			comparedWith: `\`node -e 0\`: ${milliseconds(median(taken.node))}`,
			value: medianRatio(taken.ours, taken.node),
			unit: 'times',
			limit: 10,
		},
		{
			work: 'Any other of them read',
			ours: `median ${milliseconds(median(jumps))}`,
			comparedWith: 'the 95th percentile',
			value: percentile(jumps, 95),
			unit: 'ms',
		},
	];
}

reportFigures([...(await measureQuiet(3600)), ...(await measureLarge()), ...(await measureLong())]);
