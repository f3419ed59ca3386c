import {isMemoryType, type MemoryType} from '../../model/memory-type.ts';
import {readCount, readSize} from './read-cells.ts';
import type {TableRow} from './read-table.ts';

/** What the table of types says of one. In bytes; what has no column in the file is undefined. */
export type SummaryFacts = {
	readonly size: number;
	readonly committed: number;
	readonly private: number;
	readonly totalWs: number | undefined;
	readonly privateWs: number | undefined;
	readonly shareableWs: number | undefined;
	readonly sharedWs: number | undefined;
	readonly lockedWs: number | undefined;
	readonly blocks: number;
	readonly largest: number;
};

export type SummaryTable = ReadonlyMap<MemoryType | 'Total', SummaryFacts>;

/** Reads the table of types. A type that we do not know (VMMap 2 has Unknown) is passed over. */
export function readSummaryTable(rows: Iterable<TableRow>): SummaryTable {
	const table = new Map<MemoryType | 'Total', SummaryFacts>();
	for (const row of rows) {
		const type = row.cell('Type') ?? '';
		if (type === 'Total' || isMemoryType(type)) {
			table.set(type, readFacts(row));
		}
	}

	return table;
}

function readFacts(row: TableRow): SummaryFacts {
	const size = (header: string): number => readSize(row.cell(header) ?? '', header, row.line);
	const ifPresent = (header: string): number | undefined => (row.cell(header) === undefined ? undefined : size(header));
	return {
		size: size('Size'),
		committed: size('Committed'),
		private: size('Private'),
		totalWs: ifPresent('Total WS'),
		privateWs: ifPresent('Private WS'),
		shareableWs: ifPresent('Shareable WS'),
		sharedWs: ifPresent('Shared WS'),
		lockedWs: ifPresent('Locked WS'),
		blocks: readCount(row.cell('Blocks') ?? '', 'Blocks', row.line),
		largest: size('Largest'),
	};
}
