import process from 'node:process';
import {expect, test} from 'vitest';
import type {Finding} from '../../source/model/inspection.ts';
import {findBuffers, findFindingBuffers} from '../../source/sampler/find-buffers.ts';
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

test('chunks of a heap cross to another thread without a copy', () => {
	const batch = {start: 0x1000, sizes: Uint32Array.of(2, 3), states: Uint8Array.of(0, 1), arena: 0};
	const step = {arenas: [], batches: [batch], notices: [], done: 1, total: 2, end: undefined};
	const finding: Finding = {kind: 'heap', walk: 1, step};
	const moved = structuredClone(finding, {transfer: [...findFindingBuffers(finding)]});
	expect(moved).toMatchObject({step: {batches: [{sizes: Uint32Array.of(2, 3), states: Uint8Array.of(0, 1)}]}});
	expect(batch.sizes.length + batch.states.length).toBe(0);
});
