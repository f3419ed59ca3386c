import {sayBytes, sayCount} from '../say.ts';
import {numberAt, type Snapshot, textAt} from '../snapshot.ts';
import type {Insight} from './insight.ts';
import {mappedRows} from './mapped-rows.ts';

/** What can be written and executed at once: code that an attacker could put there too. */
export function findWritableCode(snapshot: Snapshot): Insight | undefined {
	const {blocks} = snapshot;
	const rows = mappedRows(snapshot).filter(row => isWritableCode(textAt(snapshot, blocks.protection, row)));
	if (rows.length === 0) {
		return;
	}

	const size = rows.reduce((sum, row) => sum + (blocks.measures.size[row] ?? 0), 0);
	const resident = rows.reduce((sum, row) => sum + (numberAt(blocks.measures.totalWs, row) ?? Number.NaN), 0);
	const inMemory = Number.isNaN(resident) ? '' : `, of which ${sayBytes(resident)} in memory`;
	return {
		subject: 'writable code',
		sentence: `${sayCount(rows.length, 'block')} of ${sayBytes(size)} can be written and executed at once${inMemory}.`,
		isWarning: true,
	};
}

/** Linux: `rwxp`; Windows: `Execute/Read/Write`, `Execute/Copy on Write`. */
function isWritableCode(protection: string): boolean {
	return /^.wx/.test(protection) || /^Execute\/.*Write/.test(protection);
}
