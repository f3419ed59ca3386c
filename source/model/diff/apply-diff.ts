import {type StoredMeasure, storedMeasures} from '../measure.ts';
import {regionMeasure} from '../region-measures.ts';
import type {LinuxBlockColumns, NumberColumn, RegionColumns, Snapshot} from '../snapshot.ts';
import type {DiffSnapshot} from './diff-view.ts';
import type {Restated} from './signed-column.ts';

/**
 * Old + diff = new: adds the differences of a diff to the snapshot that it was taken from. Every number and text of the
 * result is that of the newer snapshot; its texts may stand in another order.
 */
export function applyDiff(before: Snapshot, view: DiffSnapshot): Snapshot {
	const {rows, after} = view.diff;
	const blockRows = findAfterRows(rows.blockAfter);
	const regionRows = findAfterRows(rows.regionAfter);
	const {strings: _strings, blocks: _blocks, regions: _regions, ...facts} = after.snapshot;
	const take = <Column extends Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
		column: Column,
		wanted: Uint32Array,
		taken: Column,
	): Column => {
		for (let row = 0; row < wanted.length; row++) {
			taken[row] = column[wanted[row] ?? 0] ?? 0;
		}

		return taken;
	};

	const takeNumbers = (column: NumberColumn): NumberColumn =>
		take(column, blockRows, new Float64Array(blockRows.length));
	const takeTexts = (column: Uint32Array<ArrayBuffer>, wanted = blockRows): Uint32Array<ArrayBuffer> =>
		take(column, wanted, new Uint32Array(wanted.length));
	const takeBytes = (column: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
		take(column, regionRows, new Uint8Array(regionRows.length));
	const add = addColumns(view, blockRows, rows.blockBefore);
	const addRegions = addColumns(view, regionRows, rows.regionBefore);

	const measures: Partial<Record<StoredMeasure, NumberColumn>> = {};
	for (const measure of storedMeasures) {
		const column = add(`measures.${measure}`, before.blocks.measures[measure], view.blocks.measures[measure]);
		if (column) {
			measures[measure] = column;
		}
	}

	const addFields = (linux: LinuxBlockColumns): LinuxBlockColumns['fields'] => {
		const restatedNames = [...view.restated.keys()].filter(name => name.startsWith('fields.'));
		const names = new Set([...Object.keys(linux.fields), ...restatedNames.map(name => name.slice('fields.'.length))]);
		return Object.fromEntries(
			[...names].map(name => [
				name,
				add(`fields.${name}`, before.blocks.linux?.fields[name], linux.fields[name]) ?? new Float64Array(0),
			]),
		);
	};

	const {linux} = view.blocks;
	const {regions} = view;
	const own = Object.keys(after.snapshot.regions.measures ?? {}) as readonly StoredMeasure[];
	const regionMeasures = own.map(measure => [
		measure,
		addRegions(`regions.${measure}`, regionMeasure(before, measure), regions.measures?.[measure]),
	]);
	return {
		...facts,
		strings: view.strings,
		blocks: {
			count: blockRows.length,
			start: takeNumbers(view.blocks.start),
			region: renumberRegions(view, blockRows),
			protection: takeTexts(view.blocks.protection),
			details: takeTexts(view.blocks.details),
			measures: {...measures, size: measures.size ?? new Float64Array(0)},
			...(linux && {
				linux: {
					path: takeTexts(linux.path),
					offset: takeNumbers(linux.offset),
					device: takeTexts(linux.device),
					inode: takeNumbers(linux.inode),
					vmFlags: takeTexts(linux.vmFlags),
					fields: addFields(linux),
				},
			}),
		},
		regions: {
			count: regionRows.length,
			firstBlock: countFirstBlocks(view, regionRows),
			type: takeBytes(regions.type),
			kind: takeTexts(regions.kind, regionRows),
			details: takeTexts(regions.details, regionRows),
			evidence: takeTexts(regions.evidence, regionRows),
			isInferred: takeBytes(regions.isInferred),
			protection: takeTexts(regions.protection, regionRows),
			...(own.length > 0 && {measures: Object.fromEntries(regionMeasures)}),
			...(after.snapshot.regions.runCount && regions.runCount && {runCount: takeTexts(regions.runCount, regionRows)}),
		} satisfies RegionColumns,
	};
}

/** Makes a function that adds differences to a column of before, for those rows of the list that are in after. */
function addColumns({restated}: DiffSnapshot, listedRows: Uint32Array, beforeRows: Int32Array) {
	return (
		name: string,
		old: NumberColumn | undefined,
		difference: NumberColumn | undefined,
	): NumberColumn | undefined => {
		const exceptions = restated.get(name);
		if (!difference && !exceptions) {
			return undefined;
		}

		const sums = Float64Array.from(listedRows, listed => {
			const one = beforeRows[listed] ?? -1;
			return (one < 0 ? 0 : (old?.[one] ?? Number.NaN)) + (difference?.[listed] ?? Number.NaN);
		});
		return restate(sums, exceptions);
	};
}

/** The rows of the list that are in after, which stand in its order. */
function findAfterRows(afterRows: Int32Array): Uint32Array<ArrayBuffer> {
	const listed = new Uint32Array(afterRows.length);
	let count = 0;
	for (let row = 0; row < afterRows.length; row++) {
		if ((afterRows[row] ?? -1) >= 0) {
			listed[count] = row;
			count++;
		}
	}

	return listed.slice(0, count);
}

function renumberRegions({diff, blocks}: DiffSnapshot, blockRows: Uint32Array): Uint32Array<ArrayBuffer> {
	const renumbered = new Uint32Array(blockRows.length);
	for (let row = 0; row < blockRows.length; row++) {
		renumbered[row] = diff.rows.regionAfter[blocks.region[blockRows[row] ?? 0] ?? 0] ?? 0;
	}

	return renumbered;
}

function countFirstBlocks({diff}: DiffSnapshot, regionRows: Uint32Array): Uint32Array<ArrayBuffer> {
	const {firstBlock, blockAfter} = diff.rows;
	const counted = new Uint32Array(regionRows.length + 1);
	let count = 0;
	for (let region = 0; region < regionRows.length; region++) {
		const listed = regionRows[region] ?? 0;
		const end = firstBlock[listed + 1] ?? 0;
		for (let row = firstBlock[listed] ?? 0; row < end; row++) {
			count += (blockAfter[row] ?? -1) >= 0 ? 1 : 0;
		}

		counted[region + 1] = count;
	}

	return counted;
}

function restate(column: NumberColumn, restated: Restated | undefined): NumberColumn {
	for (let index = 0; restated && index < restated.rows.length; index++) {
		column[restated.rows[index] ?? 0] = restated.values[index] ?? Number.NaN;
	}

	return column;
}
