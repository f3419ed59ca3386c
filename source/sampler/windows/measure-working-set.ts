import type {BlockPlan} from '../../model/windows/block-plan.ts';
import {memCommit} from '../../model/windows/constants.ts';
import type {MemoryRuns} from '../../model/windows/memory-runs.ts';
import type {WorkingSetColumns} from '../../model/windows/working-set.ts';
import {
	hasContent,
	isLocked,
	isShareable,
	isShared,
	isValid,
	readPageFlags,
	workingSetEntrySize,
	writePageAddress,
} from './structures/working-set-entries.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

/** How many pages are asked about in one call: 1 MB of entries. */
const pagesPerCall = 65_536;

/** A run of pages of one block among those of a call. */
type Share = {readonly block: number; readonly pages: number};

/**
 * Asks about every committed page of a process what of it is in its working set. Undefined where Windows refuses the
 * first call; blocks of a later call that it refuses are NaN. What is not committed has nothing in memory.
 */
export function measureWorkingSet(
	api: WindowsApi,
	process: Handle,
	runs: MemoryRuns,
	plan: BlockPlan,
	pageSize: number,
): WorkingSetColumns | undefined {
	const {K32QueryWorkingSetEx} = api;
	if (!K32QueryWorkingSetEx) {
		return undefined;
	}

	const columns = createColumns(plan.count);
	const entries = new Uint32Array((pagesPerCall * workingSetEntrySize) / 4);
	const bytes = new Uint8Array(entries.buffer);
	let shares: Share[] = [];
	let filled = 0;
	let answered = 0;
	const ask = (): boolean => {
		const isAnswered = filled === 0 || K32QueryWorkingSetEx(process, bytes, filled * workingSetEntrySize) !== 0;
		if (isAnswered) {
			count(entries, shares, columns, pageSize);
			answered += filled;
		} else {
			markUnknown(shares, columns);
		}

		shares = [];
		filled = 0;
		return answered > 0 || isAnswered;
	};

	for (let block = 0; block < plan.count; block++) {
		if (runs.state[plan.run[block] ?? 0] !== memCommit) {
			continue;
		}

		let address = plan.start[block] ?? 0;
		const end = address + (plan.size[block] ?? 0);
		while (address < end) {
			const pages = Math.min((end - address) / pageSize, pagesPerCall - filled);
			for (let page = 0; page < pages; page++) {
				writePageAddress(entries, filled + page, address + page * pageSize);
			}

			shares.push({block, pages});
			filled += pages;
			address += pages * pageSize;
			if (filled === pagesPerCall && !ask()) {
				return undefined;
			}
		}
	}

	return ask() ? columns : undefined;
}

function createColumns(count: number): WorkingSetColumns {
	return {
		total: new Float64Array(count),
		private: new Float64Array(count),
		shared: new Float64Array(count),
		locked: new Float64Array(count),
		privateAnywhere: new Float64Array(count),
	};
}

function count(entries: Uint32Array, shares: readonly Share[], columns: WorkingSetColumns, pageSize: number): void {
	let index = 0;
	for (const {block, pages} of shares) {
		let [total, own, shared, locked, ownAnywhere] = [0, 0, 0, 0, 0];
		for (const end = index + pages; index < end; index++) {
			const flags = readPageFlags(entries, index);
			const isOwn = !isShareable(flags);
			ownAnywhere += isOwn && hasContent(flags) ? 1 : 0;
			if (isValid(flags)) {
				total++;
				own += isOwn ? 1 : 0;
				shared += isShared(flags) ? 1 : 0;
				locked += isLocked(flags) ? 1 : 0;
			}
		}

		// A block may be asked about in several calls.
		columns.total[block] = (columns.total[block] ?? 0) + total * pageSize;
		columns.private[block] = (columns.private[block] ?? 0) + own * pageSize;
		columns.shared[block] = (columns.shared[block] ?? 0) + shared * pageSize;
		columns.locked[block] = (columns.locked[block] ?? 0) + locked * pageSize;
		columns.privateAnywhere[block] = (columns.privateAnywhere[block] ?? 0) + ownAnywhere * pageSize;
	}
}

function markUnknown(shares: readonly Share[], columns: WorkingSetColumns): void {
	for (const {block} of shares) {
		for (const column of Object.values(columns)) {
			column[block] = Number.NaN;
		}
	}
}
