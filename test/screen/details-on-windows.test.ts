import {expect, it} from 'vitest';
import type {Snapshot} from '../../source/model/snapshot.ts';
import {viewDetails} from '../../source/screen/details/view.ts';
import {makeSnapshot} from '../helpers/snapshots.ts';

const pages = (size: number, committed: number, protection: string, details = '') => ({
	size: size * 4096,
	protection,
	details,
	measures: {committed: committed * 4096},
});

const windows = makeSnapshot(
	[
		{
			type: 'Private Data',
			kind: 'private data',
			start: 0x1_0000,
			protection: 'Read/Write/Guard',
			blocks: [pages(12, 0, 'Reserved'), pages(1, 1, 'Read/Write/Guard'), pages(3, 3, 'Read/Write')],
		},
		{type: 'Unusable', start: 0x2_0000, blocks: [pages(16, 0, '')]},
	],
	{platform: 'windows'},
);

const textOf = (snapshot: Snapshot, row: Parameters<typeof viewDetails>[1]): string =>
	viewDetails(snapshot, row, {}, 100)
		.map(line => line.map(({text}) => text).join(''))
		.join('\n');

it('says on Windows whether memory is committed, in its words, beside its protection', () => {
	const region = textOf(windows, {kind: 'region', region: 0});
	expect(region).toContain('Region of 3 blocks\n');
	expect(region).toMatch(/^Range .* Read\/Write\/Guard$/m);
	expect(region).toMatch(/^State +16 K committed, 48 K reserved$/m);
	expect(textOf(windows, {kind: 'block', region: 0, block: 0})).toMatch(/^State +reserved$/m);
	expect(textOf(windows, {kind: 'block', region: 0, block: 1})).toMatch(/^State +committed$/m);
	expect(textOf(windows, {kind: 'region', region: 1})).not.toContain('State');
});

it('tells blocks from the runs that Blocks counts, where sections divide a run', () => {
	const divided = {...windows, regions: {...windows.regions, runCount: Uint32Array.of(2, 1)}};
	expect(textOf(divided, {kind: 'region', region: 0})).toContain('Region of 3 blocks in 2 runs of equal protection');
});

it('has no state on Linux, where protection says it', () => {
	expect(textOf({...windows, platform: 'linux'}, {kind: 'region', region: 0})).not.toContain('State');
});
