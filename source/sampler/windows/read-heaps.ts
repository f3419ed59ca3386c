import type {HeapAllocation, HeapFacts} from '../../model/windows/findings.ts';
import type {EnvironmentBlock} from './read-environment.ts';
import type {FirstPage} from './read-first-pages.ts';
import {viewMemory} from './read-memory.ts';
import {
	heapSegmentHeaderSize,
	largeBlocksOffset,
	type NtHeap,
	ntHeapSize,
	readHeapSegmentHeader,
	readListEntry,
	readNtHeap,
} from './structures/heap-headers.ts';
import {type PointerSize, readPointer} from './structures/read-pointer.ts';
import type {Handle, WindowsApi} from './windows-api.ts';

/** A heap, with the address that names it: what HeapCreate returns. */
export type KnownHeap = HeapFacts & {readonly address: number; readonly pointerSize: PointerSize};

/** Damaged memory could say any number. */
const mostHeaps = 1000;

/** The heaps that the environment blocks of a process list, each with the large blocks in its own list. */
export function readListedHeaps(
	api: WindowsApi,
	process: Handle,
	environment: readonly EnvironmentBlock[],
): {readonly heaps: readonly KnownHeap[]; readonly allocations: readonly HeapAllocation[]} {
	const heaps: KnownHeap[] = [];
	const allocations: HeapAllocation[] = [];
	for (const {address, pointerSize, isDefault, buildNumber} of environment.flatMap(block =>
		listHeaps(api, process, block),
	)) {
		const heap = readHeap(api, process, address, pointerSize, buildNumber);
		if (heap) {
			const known: KnownHeap = {id: heaps.length, isDefault, address, pointerSize, ...heap.facts};
			heaps.push(known);
			allocations.push({address, heap: known, role: 'heap', source: 'list of heaps'});
			for (const block of heap.structure ? listLargeBlocks(api, process, known, heap.structure) : []) {
				allocations.push({address: block, heap: known, role: 'large block', source: 'heap structure'});
			}
		}
	}

	return {heaps, allocations};
}

function listHeaps(api: WindowsApi, process: Handle, {fields, pointerSize}: EnvironmentBlock) {
	if (!fields || fields.heapCount === 0 || fields.heapCount > mostHeaps) {
		return [];
	}

	const view = viewMemory(api, process, fields.processHeaps, fields.heapCount * pointerSize);
	const addresses = view
		? Array.from({length: fields.heapCount}, (_, index) => readPointer(view, index * pointerSize, pointerSize))
		: [];
	return addresses
		.filter(address => address !== 0)
		.map(address => ({
			address,
			pointerSize,
			isDefault: address === fields.processHeap,
			buildNumber: fields.buildNumber,
		}));
}

function readHeap(
	api: WindowsApi,
	process: Handle,
	address: number,
	pointerSize: PointerSize,
	buildNumber: number,
): {readonly facts: Pick<HeapFacts, 'flavor' | 'frontEnd'>; readonly structure?: NtHeap} | undefined {
	const view =
		viewMemory(api, process, address, ntHeapSize) ?? viewMemory(api, process, address, heapSegmentHeaderSize);
	const header = view && readHeapSegmentHeader(view, pointerSize);
	if (!header) {
		return undefined;
	}

	if (header.signature === 'segment heap') {
		return {facts: {flavor: 'segment heap'}};
	}

	const structure = view.byteLength < ntHeapSize ? undefined : readNtHeap(view, pointerSize, buildNumber);
	return {
		facts: {flavor: 'NT heap', ...(structure?.frontEnd && {frontEnd: structure.frontEnd})},
		...(structure && {structure}),
	};
}

/** A heap that changes while its list is followed could lead anywhere. */
const mostLargeBlocks = 100_000;

/**
 * Follows the list of blocks that a heap has allocated each on its own. Each begins with its entry of the list. The list
 * is followed as far as it is whole: every entry must point back to the one before it.
 */
function listLargeBlocks(
	api: WindowsApi,
	process: Handle,
	{address, pointerSize}: KnownHeap,
	{firstLargeBlock}: NtHeap,
): readonly number[] {
	const head = address + largeBlocksOffset[pointerSize];
	const blocks: number[] = [];
	let previous = head;
	let entry = firstLargeBlock;
	while (entry !== head && entry !== 0 && blocks.length < mostLargeBlocks) {
		const view = viewMemory(api, process, entry, 2 * pointerSize);
		const links = view && readListEntry(view, pointerSize);
		if (!links || links.previous !== previous) {
			break;
		}

		blocks.push(entry);
		previous = entry;
		entry = links.next;
	}

	return blocks;
}

/**
 * Finds further allocations of heaps by how they begin: with the header of a segment that points back to a known heap.
 * Where no heap is known, because the system keeps no list, also the heaps themselves, by their signature.
 */
export function findHeapsBySignature(
	heaps: readonly KnownHeap[],
	firstPages: readonly FirstPage[],
	defaultHeap: number | undefined,
): readonly HeapAllocation[] {
	const known = new Map(heaps.map(heap => [heap.address, heap]));
	const headers = firstPages.map(({base, view}) => ({
		base,
		headers: ([8, 4] as const).map(pointerSize => ({pointerSize, header: readHeapSegmentHeader(view, pointerSize)})),
	}));
	const segments = headers.flatMap(({base, headers}): readonly HeapAllocation[] => {
		const [heap] = headers.flatMap(({pointerSize, header}) => {
			const heap = header && known.get(header.heap);
			return heap && heap.pointerSize === pointerSize && heap.address !== base ? [heap] : [];
		});
		return heap ? [{address: base, heap, role: 'segment', source: 'segment header'}] : [];
	});
	return heaps.length > 0 ? segments : findUnlistedHeaps(headers, defaultHeap);
}

type CandidateHeaders = readonly {
	readonly base: number;
	readonly headers: readonly {
		readonly pointerSize: PointerSize;
		readonly header: ReturnType<typeof readHeapSegmentHeader>;
	}[];
}[];

/** Heaps by signature alone: the default one first, the others by address. */
function findUnlistedHeaps(candidates: CandidateHeaders, defaultHeap: number | undefined): readonly HeapAllocation[] {
	return candidates
		.filter(({base, headers}) =>
			headers.some(
				({header}) => header?.signature === 'NT heap segment' && (header.heap === 0 || header.heap === base),
			),
		)
		.toSorted((a, b) => Number(b.base === defaultHeap) - Number(a.base === defaultHeap) || a.base - b.base)
		.map(({base}, id) => ({
			address: base,
			heap: {id, isDefault: base === defaultHeap, flavor: 'NT heap'},
			role: 'heap',
			source: 'signature only',
		}));
}
