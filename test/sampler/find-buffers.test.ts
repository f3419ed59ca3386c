import process from 'node:process';
import {expect, test} from 'vitest';
import {findBuffers} from '../../source/sampler/find-buffers.ts';
import {takeSnapshot} from '../helpers/live-snapshot.ts';

test('every column of a snapshot crosses to another thread without a copy, and arrives whole', async () => {
	const snapshot = await takeSnapshot(process.pid);
	const copy = structuredClone(snapshot);
	const moved = structuredClone(snapshot, {transfer: [...findBuffers(snapshot)]});
	expect(moved).toEqual(copy);
	const {blocks, regions} = snapshot;
	const columns = [blocks, blocks.measures, blocks.linux, blocks.linux?.fields, regions].flatMap(part =>
		Object.values(part ?? {}).filter(value => ArrayBuffer.isView(value)),
	);
	expect(columns.length).toBeGreaterThan(30);
	expect(columns.filter(({byteLength}) => byteLength > 0)).toEqual([]);
});
