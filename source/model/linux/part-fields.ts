import type {NumberColumn} from '../snapshot.ts';
import {parsePermissions, shared} from './permissions.ts';
import {hasVmFlag} from './vm-flags.ts';
import type {VmaColumns} from './vma-columns.ts';

/** A row of the columns to come. */
export type Part = {
	readonly row: number;
	readonly start: number;
	readonly size: number;
	readonly isGuard: boolean;
	/** Bytes of guards inside of it. */
	readonly guards: number;
	/** Where it is a part of a VMA. */
	readonly pages?: {readonly own: PageCount; readonly ofVma: PageCount};
};

/** Bytes. `shared` are those in memory that another process maps too; undefined where that was not asked. */
export type PageCount = {readonly resident: number; readonly swapped: number; readonly shared?: number};

/** Fields that are the same for each part, as they say how a VMA is mapped and not how much of it. */
const sharedFields: ReadonlySet<string> = new Set(['KernelPageSize', 'MMUPageSize', 'THPeligible', 'ProtectionKey']);

const swapFields: ReadonlySet<string> = new Set(['Swap', 'SwapPss']);

/**
 * Fields that may be unknown of a stack, since whose stack is whose is worth more. The kernel changes them page by page on
 * its own: it clears accessed bits, merges pages, writes them to swap and brings them back clean.
 */
const dispensableFields: ReadonlySet<string> = new Set([
	'Referenced',
	'Pss_Dirty',
	'Private_Clean',
	'Private_Dirty',
	'KSM',
	'LazyFree',
]);

/**
 * Whether each part has its own of all that smaps says of the VMA. Private memory of a process that runs may have changed
 * since smaps was read, as the lines of smaps themselves are of different moments: then the later count is taken. What
 * shared memory has in swap is counted for the object and not for the mapping, so there both counts must agree.
 */
export function canDivide(vmas: VmaColumns, row: number, parts: readonly Part[]): boolean {
	const counted = parts[0]?.pages?.ofVma;
	const sharedPages = (vmas.fields['Shared_Clean']?.[row] ?? 0) + (vmas.fields['Shared_Dirty']?.[row] ?? 0);
	const resident = vmas.fields['Rss']?.[row];
	const swapped = vmas.fields['Swap']?.[row] ?? 0;
	const permissions = vmas.strings[vmas.permissions[row] ?? 0] ?? '';
	const isStack = hasVmFlag(vmas.strings[vmas.vmFlags[row] ?? 0] ?? '', 'nh');
	const isPlain = vmas.inode[row] === 0 && (parsePermissions(permissions) & shared) === 0;
	return (
		resident !== undefined &&
		counted !== undefined &&
		(counted.shared === undefined || counted.shared === sharedPages) &&
		(isPlain || (resident === counted.resident && swapped === counted.swapped)) &&
		Object.entries(vmas.fields).every(
			([name, column]) =>
				Number.isNaN(column[row]) ||
				(isStack && dispensableFields.has(name)) ||
				parts.every(part => fieldOf(vmas, name, column, part) !== undefined),
		)
	);
}

/** What a part has of a field, in its unit; undefined where that cannot be told. */
export function fieldOf(vmas: VmaColumns, name: string, column: NumberColumn, part: Part): number | undefined {
	const value = column[part.row] ?? Number.NaN;
	const {pages} = part;
	if (!pages || value === 0 || sharedFields.has(name)) {
		return value;
	}

	if (name === 'Size') {
		return part.size;
	}

	// Where one part has all pages that a field counts, all that is counted is of it; where the field counts all of such
	// pages, each part has its own.
	const own = countFor(name, pages.own);
	if (own !== 0 && own === countFor(name, pages.ofVma)) {
		return value;
	}

	const {Rss: resident, Swap: swapped} = vmas.fields;
	const whole = {...pages.ofVma, resident: resident?.[part.row] ?? 0, swapped: swapped?.[part.row] ?? 0};
	return own === 0 || value === countFor(name, whole) ? own : undefined;
}

/**
 * What a field is if it counts all pages of its sort. Of shared pages each counts half in Pss if one process maps it
 * besides this one; no sum of smaller shares comes to as much.
 */
function countFor(name: string, {resident, swapped, shared}: PageCount): number {
	if (swapFields.has(name)) {
		return swapped;
	}

	if (shared === undefined) {
		return resident;
	}

	if (name.startsWith('Shared_')) {
		return shared;
	}

	if (name.startsWith('Private_')) {
		return resident - shared;
	}

	return name.startsWith('Pss') ? resident - shared / 2 : resident;
}
