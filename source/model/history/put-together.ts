import type {NumberColumn, Snapshot, TextColumn} from '../snapshot.ts';
import type {Column} from './table.ts';
import type {Facts, Shape} from './take-apart.ts';

/** The columns of the two tables of a snapshot. */
export type PartColumns = {
	readonly blocks: readonly Column[];
	readonly regions: readonly Column[];
};

/** The columns that count rows, and the number of blocks of each region from which they follow. */
export type CountedRows = {
	readonly counts: Column | undefined;
	readonly region: Uint32Array<ArrayBuffer>;
	readonly firstBlock: Uint32Array<ArrayBuffer>;
};

/**
 * Makes the snapshot that tables were made of. Their columns become its own. `counted` are the rows of another snapshot,
 * which are taken over where they are the same.
 */
export function putTogether(
	{measures, fields, regionMeasures, hasRunCount}: Shape,
	facts: Facts,
	strings: readonly string[],
	{blocks, regions}: PartColumns,
	counted: CountedRows | undefined,
): Snapshot {
	const block = createReader(blocks);
	const region = createReader(regions);
	const start = block.numbers();
	const blockTexts = {protection: block.texts(), details: block.texts()};
	const known = block.named(measures);
	const linux = fields && {
		path: block.texts(),
		offset: block.numbers(),
		device: block.texts(),
		inode: block.numbers(),
		vmFlags: block.texts(),
		fields: block.named(fields),
	};
	const counts = region.texts();
	const rows =
		counted?.counts === counts ? counted : {region: listRegions(counts, start.length), firstBlock: addUp(counts)};
	return {
		...facts,
		strings,
		blocks: {
			count: start.length,
			start,
			region: rows.region,
			...blockTexts,
			measures: {...known, size: known['size'] ?? new Float64Array(0)},
			...(linux && {linux}),
		},
		regions: {
			count: counts.length,
			firstBlock: rows.firstBlock,
			type: region.bytes(),
			kind: region.texts(),
			details: region.texts(),
			evidence: region.texts(),
			isInferred: region.bytes(),
			protection: region.texts(),
			...(regionMeasures.length > 0 && {measures: region.named(regionMeasures)}),
			...(hasRunCount && {runCount: region.texts()}),
		},
	};
}

/** Reads columns one after another; one of another kind than asked for is a mistake in the program. */
function createReader(columns: readonly Column[]) {
	let next = 0;
	const read = (): Column | undefined => {
		next++;
		return columns[next - 1];
	};

	const fail = (kind: string): never => {
		throw new Error(`Column ${next - 1} of a table is no ${kind}`);
	};

	const numbers = (): NumberColumn => {
		const column = read();
		return column instanceof Float64Array ? column : fail('Float64Array');
	};

	return {
		numbers,
		texts(): TextColumn {
			const column = read();
			return column instanceof Uint32Array ? column : fail('Uint32Array');
		},
		bytes(): Uint8Array<ArrayBuffer> {
			const column = read();
			return column instanceof Uint8Array ? column : fail('Uint8Array');
		},
		named: (names: readonly string[]): Record<string, NumberColumn> =>
			Object.fromEntries(names.map(name => [name, numbers()])),
	};
}

function listRegions(counts: Uint32Array, blockCount: number): Uint32Array<ArrayBuffer> {
	const rows = new Uint32Array(blockCount);
	let row = 0;
	for (let region = 0; region < counts.length; region++) {
		const end = row + (counts[region] ?? 0);
		for (; row < end; row++) {
			rows[row] = region;
		}
	}

	return rows;
}

function addUp(counts: Uint32Array): Uint32Array<ArrayBuffer> {
	const sums = new Uint32Array(counts.length + 1);
	for (let row = 0; row < counts.length; row++) {
		sums[row + 1] = (sums[row] ?? 0) + (counts[row] ?? 0);
	}

	return sums;
}
