import type {StoredMeasure} from '../measure.ts';
import type {NumberColumn} from '../snapshot.ts';
import type {ColumnPool} from './column-pool.ts';
import {accessible, shared, writable} from './permissions.ts';
import {hasFlags, locked} from './vma-scan.ts';

/** What blocks are measured by, a row a block. In free space all of it is 0, and so is what is measured. */
export type BlockFacts = {
	/** Bytes. */
	readonly size: NumberColumn;
	/** Bits of permissions. */
	readonly access: Uint8Array;
	/** Bits of VmFlags. */
	readonly flags: Uint16Array;
	readonly inode: NumberColumn;
	/** Bytes of guards inside of what is accessible; missing where there are none. */
	readonly guards?: NumberColumn;
	/** Fields of smaps by name, in bytes. */
	readonly fields: Fields;
};

type Fields = {readonly [name in Field]?: NumberColumn};

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

export type BlockMeasures = {readonly [measure in Exclude<StoredMeasure, 'size'>]?: NumberColumn};

/**
 * Measures every block, in bytes, as docs/definitions.md defines it; size is not among it. A measure is missing where
 * the kernel does not give the fields that it needs, and NaN in rows without them. Fields of what a kernel does not have
 * (huge pages of files before 5.4) are left out of a sum. `unknown` has NaN in every block but free space.
 *
 * However strange the fields are: Private WS <= Total WS, Shared WS <= Total WS - Private WS, Private <= Committed <=
 * Size.
 */
export function measureBlocks(facts: BlockFacts, unknown: () => NumberColumn, pool: ColumnPool): BlockMeasures {
	const {fields} = facts;
	const present = (...names: readonly Field[]): readonly NumberColumn[] =>
		names.map(name => fields[name]).filter(column => column !== undefined);
	const sum = (needed: readonly Field[], optional: readonly Field[]): NumberColumn | undefined => {
		const columns = present(...needed);
		return columns.length === needed.length ? pool.add([...columns, ...present(...optional)]) : undefined;
	};

	const totalWs = sum(['Rss'], ['Private_Hugetlb', 'Shared_Hugetlb']);
	const sharedFields = sum(['Shared_Clean', 'Shared_Dirty'], ['Shared_Hugetlb']);
	const privateWs = totalWs && sharedFields && measurePrivateWs(facts, pool, totalWs, sharedFields);
	const hugeFields = present('AnonHugePages', 'ShmemPmdMapped', 'FilePmdMapped', 'Private_Hugetlb', 'Shared_Hugetlb');
	const measures = {
		...measureAddressSpace(facts, unknown, pool),
		totalWs,
		privateWs,
		sharedWs: totalWs && sharedFields && limitShared(sharedFields, totalWs, pool),
		lockedWs: measureLocked(facts, pool),
		pss: fields.Pss,
		uss: completeUss(facts, sum(['Private_Clean', 'Private_Dirty'], ['Private_Hugetlb']), pool),
		swap: fields.Swap,
		swapPss: fields.SwapPss,
		dirty: sum(['Shared_Dirty', 'Private_Dirty'], []),
		referenced: fields.Referenced,
		huge: hugeFields.length === 0 ? undefined : pool.add(hugeFields),
	};
	return Object.fromEntries(Object.entries(measures).filter(([, column]) => column !== undefined));
}

/** Committed and Private. */
function measureAddressSpace(
	{size, access, guards, fields}: BlockFacts,
	unknown: () => NumberColumn,
	{zero, add, share}: ColumnPool,
): {readonly committed: NumberColumn; readonly private: NumberColumn} {
	const {Rss: rss = unknown(), Swap: swap = unknown(), Anonymous: anonymous = unknown()} = fields;
	const {Private_Hugetlb: privateHugetlb = zero, Shared_Hugetlb: sharedHugetlb = zero} = fields;
	const held = add([rss, swap, privateHugetlb, sharedHugetlb]);
	const own = add([anonymous, swap, privateHugetlb]);
	const committed = new Float64Array(size.length);
	const privateSize = new Float64Array(size.length);
	for (let row = 0; row < size.length; row++) {
		const bits = access[row] ?? 0;
		const length = (size[row] ?? 0) - (guards?.[row] ?? 0);
		// Pages that were written before the block was made inaccessible are still there.
		const committedLength = (bits & accessible) === 0 ? Math.min(length, held[row] ?? 0) : length;
		committed[row] = committedLength;
		if ((bits & shared) === 0) {
			privateSize[row] = (bits & writable) === 0 ? Math.min(committedLength, own[row] ?? 0) : length;
		}
	}

	return {committed: share(committed), private: share(privateSize)};
}

/**
 * Private anonymous pages, less those that a process made by fork still shares: in a private mapping anonymous pages are
 * the dirty ones, and without a file behind it also the clean ones. Nothing in a shared mapping is private, even if
 * nobody else maps it now.
 */
function measurePrivateWs(
	{access, inode, fields}: BlockFacts,
	{zero, share}: ColumnPool,
	totalWs: NumberColumn,
	sharedFields: NumberColumn,
): NumberColumn | undefined {
	const {Anonymous: anonymous, Shared_Clean: sharedClean, Shared_Dirty: sharedDirty} = fields;
	if (!anonymous || !sharedClean || !sharedDirty) {
		return undefined;
	}

	const hugetlb = fields.Private_Hugetlb ?? zero;
	const column = new Float64Array(totalWs.length);
	for (let row = 0; row < column.length; row++) {
		if (((access[row] ?? 0) & shared) === 0) {
			const own = anonymous[row] ?? 0;
			const dirty = sharedDirty[row] ?? 0;
			const sharedByFork = Math.min(own, inode[row] === 0 ? dirty + (sharedClean[row] ?? 0) : dirty);
			const unshared = Math.max(0, (totalWs[row] ?? 0) - (sharedFields[row] ?? 0));
			column[row] = Math.min(own - sharedByFork + (hugetlb[row] ?? 0), unshared);
		}
	}

	return share(column);
}

/**
 * Of a part of a VMA it may be unknown which of its pages are clean, but each page is either private or shared: then the
 * private ones are those that are not shared (smaps_page_accumulate(), fs/proc/task_mmu.c).
 */
function completeUss(
	{guards, fields}: BlockFacts,
	uss: NumberColumn | undefined,
	{zero, share}: ColumnPool,
): NumberColumn | undefined {
	const {Rss: rss, Shared_Clean: clean, Shared_Dirty: dirty, Private_Hugetlb: hugetlb = zero} = fields;
	if (!uss || !guards || !rss || !clean || !dirty) {
		return uss;
	}

	const unshared = (row: number): number =>
		(rss[row] ?? 0) - (clean[row] ?? 0) - (dirty[row] ?? 0) + (hugetlb[row] ?? 0);
	return share(uss.map((size, row) => (Number.isNaN(size) ? unshared(row) : size)));
}

/** What other processes map as well cannot be more than what is there. Private WS has been kept below the rest. */
function limitShared(sharedFields: NumberColumn, totalWs: NumberColumn, {share}: ColumnPool): NumberColumn {
	for (let row = 0; row < totalWs.length; row++) {
		if ((sharedFields[row] ?? 0) > (totalWs[row] ?? 0)) {
			return share(sharedFields.map((size, limited) => Math.min(size, totalWs[limited] ?? 0)));
		}
	}

	return sharedFields;
}

function measureLocked({flags, fields: {Rss: rss}}: BlockFacts, {zero, share}: ColumnPool): NumberColumn | undefined {
	if (!rss) {
		return undefined;
	}

	let allFlags = 0;
	let isKnown = true;
	for (let row = 0; row < flags.length; row++) {
		const bits = flags[row] ?? 0;
		allFlags |= bits;
		isKnown &&= (bits & hasFlags) !== 0 || rss[row] === 0;
	}

	if ((allFlags & hasFlags) === 0) {
		return undefined;
	}

	if (isKnown && (allFlags & locked) === 0) {
		return zero;
	}

	return share(
		rss.map((resident, row) => {
			const bits = flags[row] ?? 0;
			const isUnknown = (bits & hasFlags) === 0 && resident !== 0;
			return isUnknown ? Number.NaN : resident * Math.sign(bits & locked);
		}),
	);
}
