import {isMemoryType, type MemoryType} from '../../model/memory-type.ts';
import type {TableRow} from './read-table.ts';

/** What the table of types says of one. In bytes; what has no column in the file is undefined. */
export type SummaryFacts = {
	readonly size: number | undefined;
	readonly committed: number | undefined;
	readonly private: number | undefined;
	readonly totalWs: number | undefined;
	readonly privateWs: number | undefined;
	readonly shareableWs: number | undefined;
	readonly sharedWs: number | undefined;
	readonly lockedWs: number | undefined;
	readonly blocks: number | undefined;
	readonly largest: number | undefined;
};

export type SummaryTable = ReadonlyMap<MemoryType | 'Total', SummaryFacts>;

/** Reads the table of types. A type that we do not know (VMMap 2 has Unknown) is passed over. */
export function readSummaryTable(rows: Iterable<TableRow>): SummaryTable {
	const table = new Map<MemoryType | 'Total', SummaryFacts>();
	for (const row of rows) {
		const type = row.text('Type') ?? '';
		if (type === 'Total' || isMemoryType(type)) {
			table.set(type, readFacts(row));
		}
	}

	return table;
}

function readFacts({size, count}: TableRow): SummaryFacts {
	return {
		size: size('Size'),
		committed: size('Committed'),
		private: size('Private'),
		totalWs: size('Total WS'),
		privateWs: size('Private WS'),
		shareableWs: size('Shareable WS'),
		sharedWs: size('Shared WS'),
		lockedWs: size('Locked WS'),
		blocks: count('Blocks'),
		largest: size('Largest'),
	};
}
