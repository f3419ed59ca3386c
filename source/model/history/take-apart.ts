import {type StoredMeasure, storedMeasures} from '../measure.ts';
import {type LinuxBlockColumns, type NumberColumn, regionStart, type Snapshot, type TextColumn} from '../snapshot.ts';
import type {Column, Table} from './table.ts';

/** Which columns a snapshot has, so in which order its tables have them. */
export type Shape = {
	readonly measures: readonly StoredMeasure[];
	/** Fields of Linux; undefined where the snapshot has nothing of Linux. */
	readonly fields: readonly string[] | undefined;
	readonly regionMeasures: readonly StoredMeasure[];
	readonly hasRunCount: boolean;
};

/** All of a snapshot that is not in columns. */
export type Facts = Omit<Snapshot, 'strings' | 'blocks' | 'regions'>;

export type Parts = {
	readonly shape: Shape;
	readonly facts: Facts;
	readonly blocks: Table;
	readonly regions: Table;
};

/**
 * Takes a snapshot apart into two tables. `texts` says for each of its texts which text of the shared table it is. What
 * counts rows (`blocks.region`, `regions.firstBlock`) changes with every row that comes or goes, so it becomes one
 * column, how many blocks a region has.
 */
export function takeApart(snapshot: Snapshot, texts: Uint32Array<ArrayBuffer>): Parts {
	const {strings: _strings, blocks, regions, ...facts} = snapshot;
	const {linux} = blocks;
	const shape = {
		measures: storedMeasures.filter(measure => blocks.measures[measure]),
		fields: linux && Object.keys(linux.fields),
		regionMeasures: storedMeasures.filter(measure => regions.measures?.[measure]),
		hasRunCount: regions.runCount !== undefined,
	};
	const known = new Map<TextColumn, TextColumn>();
	const isSame = texts.every((text, row) => text === row);
	const share = (column: TextColumn): TextColumn => {
		const shared = known.get(column) ?? (isSame ? column : translate(column, texts));
		known.set(column, shared);
		return shared;
	};

	const starts = new Float64Array(regions.count);
	for (let region = 0; region < regions.count; region++) {
		starts[region] = regionStart(snapshot, region);
	}

	return {
		shape,
		facts,
		blocks: {
			count: blocks.count,
			keys: blocks.start,
			columns: [
				blocks.start,
				share(blocks.protection),
				share(blocks.details),
				...pick(blocks.measures, shape.measures),
				...(linux ? listLinux(linux, share, shape.fields ?? []) : []),
			],
		},
		regions: {
			count: regions.count,
			keys: starts,
			columns: [
				countBlocksOf(snapshot),
				regions.type,
				share(regions.kind),
				share(regions.details),
				share(regions.evidence),
				regions.isInferred,
				share(regions.protection),
				...pick(regions.measures ?? {}, shape.regionMeasures),
				...(regions.runCount ? [regions.runCount] : []),
			],
		},
	};
}

/** Whether the tables of two snapshots have the same columns in the same order. */
export function isSameShape(one: Shape, other: Shape): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function listLinux(
	linux: LinuxBlockColumns,
	share: (column: TextColumn) => TextColumn,
	fields: readonly string[],
): readonly Column[] {
	return [
		share(linux.path),
		linux.offset,
		share(linux.device),
		linux.inode,
		share(linux.vmFlags),
		...pick(linux.fields, fields),
	];
}

function pick<Name extends string>(
	columns: Readonly<Partial<Record<Name, NumberColumn>>>,
	names: readonly Name[],
): readonly NumberColumn[] {
	return names.map(name => columns[name] ?? new Float64Array(0));
}

function translate(column: TextColumn, texts: Uint32Array): TextColumn {
	const translated = new Uint32Array(column.length);
	for (let row = 0; row < column.length; row++) {
		translated[row] = texts[column[row] ?? 0] ?? 0;
	}

	return translated;
}

function countBlocksOf({regions}: Snapshot): Uint32Array<ArrayBuffer> {
	const counts = new Uint32Array(regions.count);
	for (let region = 0; region < regions.count; region++) {
		counts[region] = (regions.firstBlock[region + 1] ?? 0) - (regions.firstBlock[region] ?? 0);
	}

	return counts;
}
