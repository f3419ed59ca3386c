import type {VmmapRegion, VmmapRow} from '../vmmap/vmmap-region.ts';
import {readVmmapType} from '../vmmap/vmmap-type.ts';
import {kilobyte} from './kilobyte.ts';
import {readAddress, readCount, readSize} from './read-cells.ts';
import type {TableRow} from './read-table.ts';

/** The table of regions. */
export type RegionTable = {
	readonly regions: readonly VmmapRegion[];
	readonly addressDigits: 8 | 16;
};

/** Reads the rows of the table of regions; those that are free or unusable follow from the others. */
export function readRegionTable(rows: Iterable<TableRow>): RegionTable {
	const regions: (VmmapRegion & {readonly rows: VmmapRow[]})[] = [];
	let addressDigits: 8 | 16 = 8;
	for (const row of rows) {
		const {address, isBlock, digits} = readAddress(row.cell('Address') ?? '', row.line);
		addressDigits = digits === 16 ? 16 : addressDigits;
		if (!isBlock) {
			regions.push(readRegion(row, address));
			continue;
		}

		const region = regions.at(-1);
		if (!region) {
			throw new SyntaxError(`line ${row.line}: a block stands before the first region`);
		}

		region.rows.push(readRow(row, address));
	}

	const mapped = regions.filter(({type}) => type !== 'Free' && type !== 'Unusable');
	return {regions: mapped.map(restoreSizes), addressDigits};
}

function readRegion(row: TableRow, address: number): VmmapRegion & {readonly rows: VmmapRow[]} {
	const text = row.cell('Type') ?? '';
	const facts = readRow(row, address);
	const type = readVmmapType(text, facts.details);
	if (!type || type.type === 'Page Table') {
		throw new SyntaxError(`line ${row.line}: Type must name a type of memory`);
	}

	if (facts.size === 0) {
		throw new SyntaxError(`line ${row.line}: Size must be 1 or more`);
	}

	const blocks = readCount(row.cell('Blocks') ?? '', 'Blocks', row.line);
	return {...facts, ...type, blocks: blocks === 0 ? undefined : blocks, rows: [], place: `line ${row.line}`};
}

function readRow(row: TableRow, address: number): VmmapRow {
	const size = (header: string): number => readSize(row.cell(header) ?? '', header, row.line);
	const ifPresent = (header: string): number | undefined => (row.cell(header) === undefined ? undefined : size(header));
	return {
		address,
		size: size('Size'),
		committed: size('Committed'),
		private: size('Private'),
		privateWs: ifPresent('Private WS'),
		shareableWs: ifPresent('Shareable WS'),
		sharedWs: ifPresent('Shared WS'),
		lockedWs: ifPresent('Locked WS'),
		protection: row.cell('Protection') ?? '',
		details: row.cell('Details') ?? '',
	};
}

/**
 * Blocks of .NET heaps begin within a page, and their sizes are cut to whole KB. Where the next block begins just as
 * many KB further on, it says the size exactly; so it does for what is committed and private as a whole.
 */
function restoreSizes(region: VmmapRegion): VmmapRegion {
	const rows = region.rows.map((row, index) => {
		const next = region.rows[index + 1]?.address ?? region.address + region.size;
		const exact = next - row.address;
		const restore = (size: number): number => (size === cutToKilobytes(exact) ? exact : size);
		return {...row, size: restore(row.size), committed: restore(row.committed), private: restore(row.private)};
	});
	return {...region, rows};
}

function cutToKilobytes(bytes: number): number {
	return Math.floor(bytes / kilobyte) * kilobyte;
}
