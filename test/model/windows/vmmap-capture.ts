import {existsSync, readFileSync} from 'node:fs';

/** A row of VMMap's CSV: sizes in KB, as written. */
export type VmmapRow = {
	readonly address: number;
	readonly type: string;
	readonly size: number;
	readonly committed: number;
	readonly private: number;
	readonly totalWs: number;
	readonly privateWs: number;
	readonly shareableWs: number;
	readonly sharedWs: number;
	readonly lockedWs: number;
	readonly blocks: number;
	readonly protection: string;
	readonly details: string;
};

export type VmmapRegion = VmmapRow & {readonly subRows: readonly VmmapRow[]};

/** A row of the table of types; a cell that is empty is 0. */
export type VmmapSummaryRow = Omit<VmmapRow, 'address' | 'protection' | 'details'> & {readonly largest: number};

/** What VMMap 3 exported of a 32-bit devenv.exe. */
export const captureFile = new URL('../../../../shared/captures/vmmap-devenv.csv', import.meta.url);

/** Whether the capture is there: it is nobody's of this project, and not in its repository. */
export const hasCapture = existsSync(captureFile);

/** For the end of a title: why what is under it was skipped. */
export const whySkipped = hasCapture ? '' : ' (skipped: ../shared/captures/vmmap-devenv.csv is not there)';

/** Reads VMMap's own export of a 32-bit devenv.exe. */
export function readCapture(): {
	readonly summary: readonly VmmapSummaryRow[];
	readonly regions: readonly VmmapRegion[];
} {
	const records = readFileSync(captureFile, 'latin1').split(/\r*\n/).map(splitRecord);
	const summaryStart = records.findIndex(([first]) => first === 'Type') + 1;
	const detailsStart = records.findIndex(([first]) => first === 'Address') + 1;
	const summary = records
		.slice(summaryStart, detailsStart - 2)
		.map(([type = '', ...cells]): VmmapSummaryRow => ({type, ...readSizes(cells), largest: readNumber(cells[9])}));
	const regions: (VmmapRow & {subRows: VmmapRow[]})[] = [];
	for (const [address = '', type = '', ...cells] of records.slice(detailsStart)) {
		const row = {
			address: Number.parseInt(address, 16),
			type,
			...readSizes(cells),
			protection: cells[9] ?? '',
			details: cells[10] ?? '',
		};
		if (address.startsWith(' ')) {
			regions.at(-1)?.subRows.push(row);
		} else if (address !== '') {
			regions.push({...row, subRows: []});
		}
	}

	return {summary, regions};
}

function readSizes(cells: readonly string[]) {
	const [size, committed, own, totalWs, privateWs, shareableWs, sharedWs, lockedWs, blocks] = cells.map(readNumber);
	return {
		size: size ?? 0,
		committed: committed ?? 0,
		private: own ?? 0,
		totalWs: totalWs ?? 0,
		privateWs: privateWs ?? 0,
		shareableWs: shareableWs ?? 0,
		sharedWs: sharedWs ?? 0,
		lockedWs: lockedWs ?? 0,
		blocks: blocks ?? 0,
	};
}

function readNumber(cell: string | undefined): number {
	return Number((cell ?? '').replaceAll(',', ''));
}

/** Splits a record of quoted cells; the file has no quotes within them. */
function splitRecord(line: string): readonly string[] {
	return line === '' ? [] : line.replace(/^"|",?$/g, '').split('","');
}
