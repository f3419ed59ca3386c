/** Snapshots that differ from a real one as the next samples of its process would. */
import type {StoredMeasure} from '../source/model/measure.ts';
import type {NumberColumn, Snapshot} from '../source/model/snapshot.ts';

const residentMeasures = ['totalWs', 'privateWs', 'pss', 'uss', 'dirty', 'referenced'] as const;

/** What the sampler would hand over next, in arrays and texts of its own: these rows hold a page more than before. */
export function touchRows(snapshot: Snapshot, rows: readonly number[]): Snapshot {
	const copy = structuredClone(snapshot);
	const measures: Partial<Record<StoredMeasure, NumberColumn>> = {};
	for (const measure of residentMeasures) {
		const column = copy.blocks.measures[measure];
		if (column) {
			// Columns that are equal are one array: a column of its own for each.
			const touched = column.slice();
			for (const row of rows) {
				touched[row] = (touched[row] ?? 0) + snapshot.pageSize;
			}

			measures[measure] = touched;
		}
	}

	return {
		...copy,
		time: snapshot.time + 1000,
		blocks: {...copy.blocks, measures: {...copy.blocks.measures, ...measures}},
	};
}

/** The same memory in another run of the program, where every address is another one. */
export function moveAll(snapshot: Snapshot, distance: number): Snapshot {
	const copy = structuredClone(snapshot);
	return {...copy, blocks: {...copy.blocks, start: copy.blocks.start.map(start => start + distance)}};
}

/** Without every third region, from `first` on. */
export function leaveOut(snapshot: Snapshot, first: 0 | 1 | 2): Snapshot {
	const {blocks, regions} = structuredClone(snapshot);
	const kept = Array.from({length: regions.count}, (_, region) => region).filter(region => region % 3 !== first);
	const firstBlock = [0];
	const rows: number[] = [];
	const regionOfRow: number[] = [];
	for (const [index, region] of kept.entries()) {
		for (let row = regions.firstBlock[region] ?? 0; row < (regions.firstBlock[region + 1] ?? 0); row++) {
			rows.push(row);
			regionOfRow.push(index);
		}

		firstBlock.push(rows.length);
	}

	const numbers = (column: NumberColumn): NumberColumn => Float64Array.from(rows, row => column[row] ?? 0);
	const texts = (column: Uint32Array, from: readonly number[] = rows): Uint32Array<ArrayBuffer> =>
		Uint32Array.from(from, row => column[row] ?? 0);
	const bytes = (column: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(kept, row => column[row] ?? 0);
	const {linux: _linux, ...plain} = blocks;
	const measures = Object.fromEntries(Object.entries(blocks.measures).map(([name, column]) => [name, numbers(column)]));
	return {
		...snapshot,
		blocks: {
			...plain,
			count: rows.length,
			start: numbers(blocks.start),
			region: Uint32Array.from(regionOfRow),
			protection: texts(blocks.protection),
			details: texts(blocks.details),
			measures: {...measures, size: numbers(blocks.measures.size)},
		},
		regions: {
			count: kept.length,
			firstBlock: Uint32Array.from(firstBlock),
			type: bytes(regions.type),
			kind: texts(regions.kind, kept),
			details: texts(regions.details, kept),
			evidence: texts(regions.evidence, kept),
			isInferred: bytes(regions.isInferred),
			protection: texts(regions.protection, kept),
		},
	};
}
