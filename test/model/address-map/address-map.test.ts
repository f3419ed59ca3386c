import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fitZoom, foldedWidth, layOutMap} from '../../../source/model/address-map/address-map.ts';
import {findCellTypes, findMainBlock, noType} from '../../../source/model/address-map/cell-types.ts';
import {measureFreeSpace} from '../../../source/model/address-map/free-space.ts';
import {isEmptyBlock, isSpace} from '../../../source/model/address-map/is-empty.ts';
import {typeCode} from '../../../source/model/memory-type.ts';
import type {Snapshot} from '../../../source/model/snapshot.ts';
import {arbitrarySnapshot} from '../../helpers/arbitrary-snapshot.ts';
import {makeLargeSnapshot, makeSnapshot} from '../../helpers/snapshots.ts';
import {sample} from '../../tools/open-app.tsx';

const K = 1024;
const spansOf = (snapshot: Snapshot, zoom: number, width: number) => {
	const map = layOutMap(snapshot, zoom, width);
	return Array.from({length: map.rowCount}, (_, row) => map.spansOf(row));
};

test('what is empty and would take more cells than it takes to write is folded, and all flows over the rows', () => {
	const heap = (row: number) => ({kind: 'cells', start: 0x80_0000 + row * 256 * K});
	expect(spansOf(sample(), 0, 64)).toMatchObject([
		[
			{kind: 'folded', column: 0, width: foldedWidth, block: 0},
			{kind: 'cells', column: 8, width: 22, from: 0x40_0000, to: 0x41_6000},
			{kind: 'folded', column: 30, block: 4},
			{kind: 'cells', column: 38, width: 26, start: 0x80_0000},
		],
		...[0, 1, 2].map(row => [{...heap(row), column: 0, width: 64, start: 0x81_a000 + row * 256 * K}]),
		[
			{kind: 'cells', column: 0, width: 38, to: 0x90_0000},
			{kind: 'folded', column: 38, block: 6},
			{kind: 'cells', column: 46, width: 18, start: 0x7ff0_0000},
		],
		[{kind: 'cells', column: 0, width: 15, to: 0x7ff2_1000}],
	]);
});

test('the zoom that fits is the smallest that does', () => {
	const snapshot = sample();
	for (const height of [1, 2, 3, 6, 20]) {
		const zoom = fitZoom(snapshot, 64, height);
		expect(layOutMap(snapshot, zoom, 64).rowCount).toBeLessThanOrEqual(height);
		expect(zoom === 0 || layOutMap(snapshot, zoom - 1, 64).rowCount > height).toBe(true);
	}
});

test('every address of a block is at a place that shows it, at every zoom and width', () => {
	fc.assert(
		fc.property(arbitrarySnapshot, fc.nat(20), fc.integer({min: foldedWidth, max: 200}), (snapshot, zoom, width) => {
			const map = layOutMap(snapshot, zoom, width);
			for (let block = 0; block < snapshot.blocks.count; block++) {
				const start = snapshot.blocks.start[block] ?? 0;
				const end = start + (snapshot.blocks.measures.size[block] ?? 0);
				for (const address of [start, end - 1]) {
					const {row, column} = map.placeOf(address);
					const span = map.spanAt(row, column);
					expect(column).toBeLessThan(width);
					if (span?.kind === 'folded') {
						expect(span.block).toBe(block);
						expect(isEmptyBlock(snapshot, block)).toBe(true);
					} else {
						expect(span?.from).toBeLessThanOrEqual(address);
						expect(span?.to).toBeGreaterThan(address);
						const cellStart = (span?.start ?? 0) + (column - (span?.column ?? 0)) * map.cellSize;
						expect(cellStart).toBeLessThanOrEqual(address);
						expect(cellStart + map.cellSize).toBeGreaterThan(address);
					}
				}
			}
		}),
	);
});

test('the spans of a row follow each other and none is wider than the row', () => {
	fc.assert(
		fc.property(arbitrarySnapshot, fc.nat(20), fc.integer({min: foldedWidth, max: 60}), (snapshot, zoom, width) => {
			for (const spans of spansOf(snapshot, zoom, width)) {
				let column = 0;
				for (const span of spans) {
					expect(span.column).toBe(column);
					expect(span.width).toBeGreaterThan(0);
					column += span.width;
				}

				expect(column).toBeLessThanOrEqual(width);
			}
		}),
	);
});

/** The type of one cell by a plain reading of its definition. */
function plainCellType(snapshot: Snapshot, start: number, end: number): number {
	const {blocks, regions} = snapshot;
	const bytes = new Map<number, number>();
	for (let row = 0; row < blocks.count; row++) {
		const from = Math.max(start, blocks.start[row] ?? 0);
		const to = Math.min(end, (blocks.start[row] ?? 0) + (blocks.measures.size[row] ?? 0));
		const type = regions.type[blocks.region[row] ?? 0] ?? 0;
		if (to > from) {
			bytes.set(type, (bytes.get(type) ?? 0) + to - from);
		}
	}

	const order = [...bytes].sort(
		([first, firstBytes], [second, secondBytes]) =>
			Number(isSpace(first)) - Number(isSpace(second)) || secondBytes - firstBytes || first - second,
	);
	return order[0]?.[0] ?? noType;
}

test('a cell shows the type with the most bytes in it, and space only where there is nothing else', () => {
	fc.assert(
		fc.property(arbitrarySnapshot, fc.nat(12), fc.nat(300), (snapshot, zoom, offset) => {
			const cellSize = 4096 * 2 ** zoom;
			const start = offset * 4096;
			const types = findCellTypes(snapshot, start, cellSize, 40);
			const plain = Array.from({length: 40}, (_, cell) =>
				plainCellType(snapshot, start + cell * cellSize, start + (cell + 1) * cellSize),
			);
			expect([...types]).toEqual(plain);
		}),
	);
});

test('the main block of a range is the one with the most bytes in it, space last', () => {
	const snapshot = sample();
	expect(findMainBlock(snapshot, 0x40_0000, 0x100_0000)).toBe(5);
	expect(findMainBlock(snapshot, 0x40_0000, 0x42_0000)).toBe(2);
	expect(findMainBlock(snapshot, 0x42_0000, 0x43_0000)).toBe(4);
	expect(findMainBlock(snapshot, 0x2_0000, 0x3_0000)).toBeUndefined();
});

test('fragmentation is the share of free space that is not in its largest piece', () => {
	const free = (start: number, size: number) => ({
		type: 'Free' as const,
		start,
		blocks: [{size, protection: ''}],
	});
	expect(measureFreeSpace(makeSnapshot([free(0, 4096), free(8192, 12_288)]))).toEqual({
		total: 16_384,
		pieces: 2,
		largest: 12_288,
		largestStart: 8192,
		fragmentation: 0.25,
	});
	expect(measureFreeSpace(makeSnapshot([])).fragmentation).toBeUndefined();
});

test('a million blocks are laid out from the whole down to a page', () => {
	const snapshot = makeLargeSnapshot(1_000_000, 4);
	const zoom = fitZoom(snapshot, 176, 40);
	const map = layOutMap(snapshot, zoom, 176);
	expect(map.rowCount).toBeLessThanOrEqual(40);
	const [first] = map.spansOf(0);
	const types = first?.kind === 'cells' ? findCellTypes(snapshot, first.start, map.cellSize, 176) : [];
	expect(types).toHaveLength(176);
	expect(types).not.toContain(typeCode('Free'));
	expect(layOutMap(snapshot, 0, 176).rowCount).toBeGreaterThan(100_000);
});

test('a hundred islands in 128 TB are on one small screen, each as many cells as it needs', () => {
	const apart = 2 ** 40;
	const island = 256 * K;
	const full = {committed: island, totalWs: island};
	const snapshot = makeSnapshot(
		Array.from({length: 100}, (_, index) => [
			{
				type: 'Managed Heap' as const,
				start: index * apart,
				blocks: [{size: island, protection: 'rw-p', measures: full}],
			},
			{type: 'Free' as const, start: index * apart + island, blocks: [{size: apart - island, protection: ''}]},
		]).flat(),
	);
	const zoom = fitZoom(snapshot, 56, 18);
	expect(snapshot.pageSize * 2 ** zoom).toBeLessThanOrEqual(256 * K);
});
