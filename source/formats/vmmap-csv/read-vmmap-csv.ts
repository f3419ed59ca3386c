import type {Platform, ProcessFacts, Snapshot} from '../../model/snapshot.ts';
import {presetSummary} from '../../model/summary.ts';
import {buildVmmapSnapshot, guessFreeLimit} from '../vmmap/build-vmmap-snapshot.ts';
import type {Space} from '../vmmap/lay-out-rows.ts';
import {findLinuxSpace} from '../vmmap/linux-gaps.ts';
import type {VmmapRegion} from '../vmmap/vmmap-region.ts';
import {compareSums, toSummary} from './compare-sums.ts';
import {findExtent} from './find-extent.ts';
import {findFreeLimit} from './find-free-limit.ts';
import {findTables} from './find-tables.ts';
import {readLines} from './read-lines.ts';
import {readRegionTable} from './read-regions.ts';
import {readSummaryTable, type SummaryTable} from './read-summary-table.ts';
import {splitRecords} from './split-records.ts';

/** Whether a text is a CSV as VMMap writes it: `"Process:","devenv.exe"` comes first. */
export function isVmmapCsv(text: string): boolean {
	return /^\uFEFF?\s*"?Process:"?,/.test(text);
}

/**
 * Reads what VMMap exports as CSV, and our own. Types, sizes and details are the file's; free and unusable space follow
 * from what lies between the regions where the file does not list them. Where a type was selected when VMMap wrote it, the file has the regions of that
 * one only: then its own table of types is shown, and nothing between the regions. `time` is for want of one in the
 * file. Throws a SyntaxError that names the line and what is wrong there.
 */
export function readVmmapCsv(bytes: Uint8Array, time: number): Snapshot {
	const tables = findTables(splitRecords(readLines(bytes)));
	const summary = readSummaryTable(tables.types);
	const table = readRegionTable(tables.regions, tables.headerLine);
	const {regions, addressDigits} = table;
	const platform = regions.some(({protection}) => linuxProtection.test(protection)) ? 'linux' : 'windows';
	const isAll = findExtent(table, summary) === 'all';
	const snapshot = buildVmmapSnapshot({
		platform,
		process: readProcess(tables, addressDigits),
		time,
		pageTable: summary.get('Page Table')?.size || undefined,
		regions,
		space: isAll ? findSpace(regions, summary, platform, addressDigits) : undefined,
		evidence: 'The file says so: VMMap, or who else wrote it, does not say why.',
		notices: ['The file says no time: that of its last change is shown.'],
	});
	if (isAll) {
		return {...snapshot, notices: [...snapshot.notices, ...compareSums(snapshot, summary)]};
	}

	const partial = {
		...snapshot,
		notices: [
			...snapshot.notices,
			'The file lists regions of one type only, and not what lies between them: the table of types is its own.',
		],
	};
	presetSummary(partial, toSummary(partial, summary));
	return partial;
}

/** What lies between regions that are all that there are; undefined where they are listed with free space. */
function findSpace(
	regions: readonly VmmapRegion[],
	summary: SummaryTable,
	platform: Platform,
	addressDigits: 8 | 16,
): Space | undefined {
	if (regions.some(({type}) => type === 'Free')) {
		return undefined;
	}

	const linux = platform === 'linux' ? findLinuxSpace(regions, summary.get('Unusable')?.size ?? 0) : undefined;
	const freeLimit = findFreeLimit(regions, summary, linux) ?? guessFreeLimit(regions, addressDigits);
	return {freeLimit, ...(linux && {linux})};
}

/** `rw-p`, as Linux has it. */
const linuxProtection = /^[r-][w-][x-][ps]$/;

function readProcess(
	{name, pid}: {readonly name: string; readonly pid: number | undefined},
	addressDigits: 8 | 16,
): ProcessFacts {
	return {...(pid !== undefined && {pid}), name, addressDigits, ...(addressDigits === 8 && {architecture: 'x86'})};
}
