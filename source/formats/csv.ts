import {formatAddress} from '../model/format.ts';
import {blockMeasure, regionMeasure} from '../model/region-measures.ts';
import {numberAt, regionRunCount, regionStart, type Snapshot, textAt} from '../model/snapshot.ts';
import {summarize} from '../model/summary.ts';
import {escapeText} from '../model/text.ts';
import {describeBlockDetails} from './vmmap/repeated-details.ts';
import {describeType, listVmmapRegions, vmmapMeasures} from './vmmap-columns.ts';

/**
 * A snapshot as VMMap's CSV: process, summary, then every region followed by its blocks. The tables, the columns and
 * their order are VMMap's; sizes are in KB and nothing is written for 0. Other than in VMMap's own, what is
 * unknown is `?`, and it is UTF-8 with LF, without separators in numbers and without a comma after the last column, so that it can be read without knowing it.
 *
 *   "00007F5A1C021000","Heap (glibc arena)","132","132","132","8","8","","","","1","rw-p","Thread ID: 34888"
 *   "  00007F5A1C021000","Heap (glibc arena)","132","132","132","8","8","","","","","rw-p",""
 */
export function* writeCsv(snapshot: Snapshot): Generator<string> {
	const headers = vmmapMeasures.map(({header}) => header);
	yield writeRecord('Process:', snapshot.process.name);
	yield writeRecord('PID:', String(snapshot.process.pid ?? ''));
	yield '\n';
	yield writeRecord('Type', ...headers, 'Blocks', 'Largest');
	for (const row of summarize(snapshot).rows) {
		// VMMap too leaves this row empty where it says nothing of page tables.
		const isEmpty = row.type === 'Page Table' && row.size === undefined;
		const sizes = vmmapMeasures.map(({measure}) => (isEmpty ? '' : writeKilobytes(row[measure])));
		yield writeRecord(row.type, ...sizes, row.blocks ? String(row.blocks) : '', writeKilobytes(row.largest ?? 0));
	}

	yield '\n';
	yield writeRecord('Address', 'Type', ...headers, 'Blocks', 'Protection', 'Details');
	for (const region of listVmmapRegions(snapshot)) {
		yield* writeRegion(snapshot, region);
	}
}

/** In the place of a size that is unknown. VMMap has no sign for it: with it, what is empty is 0 in our files too. */
export const unknownCell = '?';

function* writeRegion(snapshot: Snapshot, region: number): Generator<string> {
	const {blocks, regions} = snapshot;
	const type = describeType(snapshot, region);
	yield writeRecord(
		writeVmmapAddress(snapshot, regionStart(snapshot, region)),
		type,
		...vmmapMeasures.map(({measure}) => writeKilobytes(numberAt(regionMeasure(snapshot, measure), region))),
		String(regionRunCount(snapshot, region)),
		textAt(snapshot, regions.protection, region),
		textAt(snapshot, regions.details, region),
	);

	const end = regions.firstBlock[region + 1] ?? 0;
	for (let row = regions.firstBlock[region] ?? 0; row < end; row++) {
		yield writeRecord(
			// VMMap's two blanks tell a block from a region.
			`  ${writeVmmapAddress(snapshot, blocks.start[row] ?? 0)}`,
			type,
			...vmmapMeasures.map(({measure}) => writeKilobytes(blockMeasure(snapshot, measure, row))),
			'',
			textAt(snapshot, blocks.protection, row),
			describeBlockDetails(snapshot, region, row),
		);
	}
}

/** Upper-case hex digits, 8 or 16 by the width of the process's addresses. */
function writeVmmapAddress({process}: Snapshot, address: number): string {
	return formatAddress(address, process.addressDigits).toUpperCase();
}

/** Whole KB; nothing for 0, as VMMap has it. */
function writeKilobytes(bytes: number | undefined): string {
	if (bytes === undefined) {
		return unknownCell;
	}

	const kilobytes = Math.floor(bytes / 1024);
	return kilobytes === 0 ? '' : String(kilobytes);
}

function writeRecord(...cells: readonly string[]): string {
	return `${cells.map(writeCell).join(',')}\n`;
}

/** What a spreadsheet takes for the beginning of a formula, whatever follows. */
const formulaStart = /^[=+\-@\t\r]/;

/** One cell: in quotes as RFC 4180 has them, without control characters, and text for a spreadsheet whatever it says. */
export function writeCell(text: string): string {
	const safe = escapeText(formulaStart.test(text) ? `'${text}` : text);
	return `"${safe.replaceAll('"', '""')}"`;
}
