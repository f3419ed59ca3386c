import {regionMeasure} from '../../model/region-measures.ts';
import {regionBlockCount, regionStart, type Snapshot, type TextColumn} from '../../model/snapshot.ts';
import type {RunRows} from './run-writer.ts';
import {blockTexts, fieldPrefix, linuxNumbers, linuxTexts, measureColumns, ownPrefix, regionTexts} from './schema.ts';
import {toSqlAddress} from './sql-value.ts';

/** Turns a column of a snapshot's texts into one of the recording's. */
type Translate = (column: TextColumn) => Uint32Array;

/** The blocks of a snapshot as the table `block` has them. What the snapshot does not know has no column. */
export function toBlockRows(snapshot: Snapshot, translate: Translate): RunRows {
	const {start, region, measures, linux} = snapshot.blocks;
	const columns = new Map<string, ArrayLike<number>>();
	columns.set(
		'region',
		Float64Array.from(region, row => toSqlAddress(regionStart(snapshot, row))),
	);
	for (const name of blockTexts) {
		columns.set(name, translate(snapshot.blocks[name]));
	}

	for (const {measure, column} of measureColumns) {
		const values = measures[measure];
		if (values) {
			columns.set(column, values);
		}
	}

	if (linux) {
		for (const {name, column} of linuxTexts) {
			columns.set(column, translate(linux[name]));
		}

		for (const {name, column} of linuxNumbers) {
			columns.set(column, linux[name]);
		}

		for (const [name, values] of Object.entries(linux.fields)) {
			columns.set(`${fieldPrefix}${name}`, values);
		}
	}

	return {address: start, columns};
}

/** The regions of a snapshot as the table `region` has them. */
export function toRegionRows(snapshot: Snapshot, translate: Translate): RunRows {
	const {regions} = snapshot;
	const rows = Uint32Array.from({length: regions.count}, (_, region) => region);
	const columns = new Map<string, ArrayLike<number>>([
		['size', regionMeasure(snapshot, 'size') ?? new Float64Array(regions.count)],
		['blocks', rows.map(region => regionBlockCount(snapshot, region))],
		['type', regions.type],
		['is_inferred', regions.isInferred],
	]);
	for (const name of regionTexts) {
		columns.set(name, translate(regions[name]));
	}

	if (regions.runCount) {
		columns.set('runs', regions.runCount);
	}

	for (const {measure, column} of measureColumns) {
		const values = regions.measures?.[measure];
		if (values) {
			columns.set(`${ownPrefix}${column}`, values);
		}
	}

	return {address: Float64Array.from(rows, region => regionStart(snapshot, region)), columns};
}
