import {checkSizes, type SizeName} from '../check-sizes.ts';
import type {VmmapRegion, VmmapRow} from '../vmmap/vmmap-region.ts';
import {readVmmapType} from '../vmmap/vmmap-type.ts';
import {kilobyte} from './kilobyte.ts';
import {readAddress} from './read-cells.ts';
import type {TableRow} from './read-table.ts';

/** The table of regions. */
export type RegionTable = {
	/** Free and unusable space is among them where VMMap was told to show it. */
	readonly regions: readonly VmmapRegion[];
	readonly addressDigits: 8 | 16;
	/** That of the last row; of the header where there is none. */
	readonly lastLine: number;
};

/** What VMMap calls the columns with sizes. */
const headers: Readonly<Record<SizeName, string>> = {
	size: 'Size',
	committed: 'Committed',
	private: 'Private',
	totalWs: 'Total WS',
	privateWs: 'Private WS',
	shareableWs: 'Shareable WS',
	sharedWs: 'Shared WS',
	lockedWs: 'Locked WS',
};

type OpenRegion = VmmapRegion & {readonly rows: VmmapRow[]};

/** Reads the rows of the table of regions below its header. Throws a SyntaxError that names the line. */
export function readRegionTable(rows: Iterable<TableRow>, headerLine: number): RegionTable {
	const regions: OpenRegion[] = [];
	let addressDigits: 8 | 16 = 8;
	let lastLine = headerLine;
	for (const row of rows) {
		const {address, isBlock, digits} = readAddress(row.text('Address') ?? '', row.line);
		lastLine = row.line;
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

	return {regions: regions.map(restoreSizes), addressDigits, lastLine};
}

function readRegion(row: TableRow, address: number): OpenRegion {
	const facts = readRow(row, address);
	const type = readVmmapType(row.text('Type') ?? '', facts.details);
	if (!type || type.type === 'Page Table') {
		throw new SyntaxError(`line ${row.line}: Type must name a type of memory`);
	}

	if (facts.size === 0) {
		throw new SyntaxError(`line ${row.line}: Size must be 1 or more`);
	}

	return {...facts, ...type, blocks: row.count('Blocks') || undefined, rows: [], place: `line ${row.line}`};
}

function readRow({line, text, size: readSize}: TableRow, address: number): VmmapRow {
	const size = readSize(headers.size) ?? 0;
	if (address + size > Number.MAX_SAFE_INTEGER) {
		throw new SyntaxError(`line ${line}: Size must end within the address space`);
	}

	const sizes = {
		size,
		committed: readSize(headers.committed),
		private: readSize(headers.private),
		totalWs: readSize(headers.totalWs),
		privateWs: readSize(headers.privateWs),
		shareableWs: readSize(headers.shareableWs),
		sharedWs: readSize(headers.sharedWs),
		lockedWs: readSize(headers.lockedWs),
	};
	checkSizes(sizes, {place: () => `line ${line}`, names: headers, slack: kilobyte});
	return {
		address,
		...sizes,
		protection: text('Protection') ?? '',
		details: text('Details') ?? '',
	};
}

/**
 * Blocks of .NET heaps begin within a page, and their sizes are cut to whole KB. Where the next block begins just as
 * many KB further on, it says the size exactly; so it does for what is committed and private as a whole. What has no
 * size then is no block.
 */
function restoreSizes(region: VmmapRegion): VmmapRegion {
	const rows = region.rows.map((row, index) => {
		const next = region.rows[index + 1]?.address ?? region.address + region.size;
		const exact = next - row.address;
		if (exact % kilobyte === 0 || row.size !== cutToKilobytes(exact)) {
			return row;
		}

		const restore = (size: number | undefined): number | undefined => (size === row.size ? exact : size);
		return {...row, size: exact, committed: restore(row.committed), private: restore(row.private)};
	});
	return {...region, rows: rows.filter(({size}) => size > 0)};
}

function cutToKilobytes(bytes: number): number {
	return Math.floor(bytes / kilobyte) * kilobyte;
}
