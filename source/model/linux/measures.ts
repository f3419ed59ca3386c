import type {StoredMeasure} from '../measure.ts';
import type {NumberColumn} from '../snapshot.ts';
import type {ColumnPool} from './column-pool.ts';
import {accessible, shared, writable} from './permissions.ts';
import {hasFlag, hasFlags, locked, type VmaScan} from './vma-scan.ts';

/** Fields of smaps by name, those of zeros only and equal ones shared. */
export type Fields = {readonly [name in Field]?: NumberColumn};

type Field =
	| 'Rss'
	| 'Pss'
	| 'Shared_Clean'
	| 'Shared_Dirty'
	| 'Private_Clean'
	| 'Private_Dirty'
	| 'Referenced'
	| 'Anonymous'
	| 'AnonHugePages'
	| 'ShmemPmdMapped'
	| 'FilePmdMapped'
	| 'Shared_Hugetlb'
	| 'Private_Hugetlb'
	| 'Swap'
	| 'SwapPss';

export type VmaMeasures = Partial<Record<StoredMeasure, NumberColumn>>;

/**
 * Measures every VMA, in bytes, as docs/definitions.md defines it; size is not among them. A measure is missing where
 * the kernel does not give the fields that it needs, and NaN in rows without them. Fields of what a kernel does not have
 * (huge pages of files before 5.4) are left out of a sum.
 *
 * However strange the fields are: Private WS <= Total WS, Shared WS <= Total WS - Private WS, Private <= Committed <=
 * Size.
 */
export function measureVmas(scan: VmaScan, fields: Fields, pool: ColumnPool): VmaMeasures {
	const {add} = pool;
	const present = (...names: readonly Field[]): readonly NumberColumn[] =>
		names.map(name => fields[name]).filter(column => column !== undefined);
	const sum = (needed: readonly Field[], optional: readonly Field[]): NumberColumn | undefined => {
		const columns = present(...needed);
		return columns.length === needed.length ? add([...columns, ...present(...optional)]) : undefined;
	};

	const totalWs = sum(['Rss'], ['Private_Hugetlb', 'Shared_Hugetlb']);
	const sharedFields = sum(['Shared_Clean', 'Shared_Dirty'], ['Shared_Hugetlb']);
	const privateWs = totalWs && measurePrivateWs(scan, fields, pool, totalWs, sharedFields);
	const hugeFields = present('AnonHugePages', 'ShmemPmdMapped', 'FilePmdMapped', 'Private_Hugetlb', 'Shared_Hugetlb');
	return defined({
		...measureAddressSpace(scan, fields, pool),
		totalWs,
		privateWs,
		sharedWs: totalWs && sharedFields && limitShared(sharedFields, totalWs, privateWs, pool),
		lockedWs: totalWs && measureLocked(scan, fields, pool),
		pss: fields.Pss,
		uss: sum(['Private_Clean', 'Private_Dirty'], ['Private_Hugetlb']),
		swap: fields.Swap,
		swapPss: fields.SwapPss,
		dirty: sum(['Shared_Dirty', 'Private_Dirty'], []),
		referenced: fields.Referenced,
		huge: hugeFields.length === 0 ? undefined : add(hugeFields),
	});
}

/** Committed and Private. */
function measureAddressSpace(
	{vmas, access}: VmaScan,
	fields: Fields,
	{zero, add, share}: ColumnPool,
): {readonly committed: NumberColumn; readonly private: NumberColumn} {
	const {count, size} = vmas;
	const unknown = new Float64Array(fields.Rss && fields.Swap && fields.Anonymous ? 0 : count).fill(Number.NaN);
	const {Rss: rss = unknown, Swap: swap = unknown, Anonymous: anonymous = unknown} = fields;
	const {Private_Hugetlb: privateHugetlb = zero, Shared_Hugetlb: sharedHugetlb = zero} = fields;
	const held = add([rss, swap, privateHugetlb, sharedHugetlb]);
	const own = add([anonymous, swap, privateHugetlb]);
	const committed = new Float64Array(count);
	const privateSize = new Float64Array(count);
	for (let row = 0; row < count; row++) {
		const bits = access[row] ?? 0;
		const length = size[row] ?? 0;
		const isAccessible = (bits & accessible) !== 0;
		// Pages that were written before the VMA was made inaccessible are still there.
		const committedLength = isAccessible ? length : Math.min(length, held[row] ?? 0);
		committed[row] = committedLength;
		if ((bits & shared) !== 0) {
			privateSize[row] = 0;
		} else {
			privateSize[row] = (bits & writable) === 0 ? Math.min(committedLength, own[row] ?? 0) : length;
		}
	}

	return {committed: share(committed), private: share(privateSize)};
}

/**
 * Private anonymous pages, less those that a process made by fork still shares: in a private mapping anonymous pages are
 * the dirty ones, and without a file behind it also the clean ones.
 */
function measurePrivateWs(
	{vmas, access}: VmaScan,
	fields: Fields,
	{zero, share}: ColumnPool,
	totalWs: NumberColumn,
	sharedFields: NumberColumn | undefined,
): NumberColumn | undefined {
	const {Anonymous: anonymous, Shared_Clean: sharedClean, Shared_Dirty: sharedDirty} = fields;
	if (!anonymous || !sharedClean || !sharedDirty || !sharedFields) {
		return undefined;
	}

	const hugetlb = fields.Private_Hugetlb ?? zero;
	const column = new Float64Array(vmas.count);
	for (let row = 0; row < vmas.count; row++) {
		if (((access[row] ?? 0) & shared) !== 0) {
			// Nothing in a shared mapping is private, even if nobody else maps it now.
			continue;
		}

		const own = anonymous[row] ?? 0;
		const dirty = sharedDirty[row] ?? 0;
		const sharedByFork = Math.min(own, vmas.inode[row] === 0 ? dirty + (sharedClean[row] ?? 0) : dirty);
		const unshared = Math.max(0, (totalWs[row] ?? 0) - (sharedFields[row] ?? 0));
		column[row] = Math.min(own - sharedByFork + (hugetlb[row] ?? 0), unshared);
	}

	return share(column);
}

/** What other processes map as well cannot be more than what they could. */
function limitShared(
	sharedFields: NumberColumn,
	totalWs: NumberColumn,
	privateWs: NumberColumn | undefined,
	{zero, share}: ColumnPool,
): NumberColumn {
	if (sharedFields === zero) {
		return zero;
	}

	return share(
		sharedFields.map((size, row) => {
			const shareable = (totalWs[row] ?? 0) - (privateWs?.[row] ?? 0);
			return Math.min(size, shareable);
		}),
	);
}

function measureLocked(scan: VmaScan, fields: Fields, {share}: ColumnPool): NumberColumn | undefined {
	const {count, vmFlags} = scan.vmas;
	const rss = fields.Rss;
	if (!rss || !vmFlags.some(text => text !== 0)) {
		return undefined;
	}

	const column = new Float64Array(count);
	for (let row = 0; row < count; row++) {
		const resident = rss[row] ?? 0;
		if (hasFlag(scan, row, locked)) {
			column[row] = resident;
		} else if (resident !== 0 && !hasFlag(scan, row, hasFlags)) {
			column[row] = Number.NaN;
		}
	}

	return share(column);
}

function defined(measures: Readonly<Record<string, NumberColumn | undefined>>): VmaMeasures {
	return Object.fromEntries(Object.entries(measures).filter(([, column]) => column !== undefined));
}
