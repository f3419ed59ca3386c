import {type StoredMeasure, storedMeasures} from '../../source/model/measure.ts';
import {type MemoryType, typeCode} from '../../source/model/memory-type.ts';
import type {NumberColumn, Snapshot} from '../../source/model/snapshot.ts';

/** A block of a described region. It begins where the one before ends. */
export type DescribedBlock = {
	/** Bytes. */
	readonly size: number;
	readonly protection: string;
	readonly details?: string;
	/** In bytes. What is left out is unknown. */
	readonly measures?: Readonly<Partial<Record<StoredMeasure, number>>>;
};

export type DescribedRegion = {
	readonly type: MemoryType;
	readonly kind?: string;
	readonly details?: string;
	readonly evidence?: string;
	readonly isInferred?: boolean;
	/** What the region shows as its protection; that of its first block when left out. */
	readonly protection?: string;
	readonly start: number;
	readonly blocks: readonly DescribedBlock[];
};

/** What a made snapshot says of the process when nothing else is asked for. */
const commonFacts = {
	platform: 'linux',
	time: Date.UTC(2026, 10, 22, 20, 31, 5, 120),
	process: {pid: 1234, name: 'sample', command: 'sample --all', architecture: 'x64', addressDigits: 16},
	pageSize: 4096,
	cost: {milliseconds: 3.1, source: 'smaps', attempts: 1},
	notices: [],
	counters: {},
} as const satisfies Partial<Snapshot>;

/** Builds a snapshot from regions in ascending order. `facts` replaces what is not in columns. */
export function makeSnapshot(
	described: readonly DescribedRegion[],
	facts: Partial<Omit<Snapshot, 'strings' | 'blocks' | 'regions'>> = {},
): Snapshot {
	const strings = makeStringTable();
	const rows = described.flatMap((region, regionRow) => {
		let start = region.start;
		return region.blocks.map(block => {
			const row = {block, regionRow, start};
			start += block.size;
			return row;
		});
	});

	let firstBlock = 0;
	const firstBlocks = described.map(({blocks}) => {
		firstBlock += blocks.length;
		return firstBlock - blocks.length;
	});

	const known = storedMeasures.filter(measure => rows.some(({block}) => block.measures?.[measure] !== undefined));
	const measures: Partial<Record<StoredMeasure, NumberColumn>> = {};
	for (const measure of known) {
		measures[measure] = Float64Array.from(rows, ({block}) => block.measures?.[measure] ?? Number.NaN);
	}

	return {
		...commonFacts,
		...facts,
		strings: strings.texts,
		blocks: {
			count: rows.length,
			start: Float64Array.from(rows, ({start}) => start),
			region: Uint32Array.from(rows, ({regionRow}) => regionRow),
			protection: Uint32Array.from(rows, ({block}) => strings.add(block.protection)),
			details: Uint32Array.from(rows, ({block}) => strings.add(block.details ?? '')),
			measures: {...measures, size: Float64Array.from(rows, ({block}) => block.size)},
		},
		regions: {
			count: described.length,
			firstBlock: Uint32Array.from([...firstBlocks, rows.length]),
			type: Uint8Array.from(described, ({type}) => typeCode(type)),
			kind: Uint32Array.from(described, ({kind}) => strings.add(kind ?? '')),
			details: Uint32Array.from(described, ({details}) => strings.add(details ?? '')),
			evidence: Uint32Array.from(described, ({evidence}) => strings.add(evidence ?? '')),
			isInferred: Uint8Array.from(described, ({isInferred}) => (isInferred ? 1 : 0)),
			protection: Uint32Array.from(described, ({protection, blocks}) =>
				strings.add(protection ?? blocks[0]?.protection ?? ''),
			),
		},
	};
}

const largeTypes = [
	'Image',
	'Mapped File',
	'Shareable',
	'Heap',
	'Managed Heap',
	'Stack',
	'Private Data',
	'Free',
] as const;
const largeKinds = ['shared library', 'file', 'memfd', 'glibc arena', 'V8', 'thread stack', 'anonymous', ''] as const;
const largeProtections = ['r--p', 'r-xp', 'rw-p', '---p', 'rwxp', 'rw-s'] as const;

/**
 * Builds a snapshot of exactly `blockCount` blocks, in regions of `blocksPerRegion` (free space and the last region may
 * have fewer), the same at every call: every type, thousands of names, all measures, and holes of free space.
 */
export function makeLargeSnapshot(blockCount: number, blocksPerRegion: number): Snapshot {
	const random = randomNumbers(20_261_122);
	const strings = makeStringTable();
	const protections = Uint32Array.from(largeProtections, text => strings.add(text));
	const kinds = Uint32Array.from(largeKinds, text => strings.add(text));
	const names = Uint32Array.from({length: Math.min(20_000, Math.ceil(blockCount / 4))}, (_, index) =>
		strings.add(
			index % 4 === 0
				? `Thread ID: ${index} (worker-${index % 97})`
				: `/usr/lib/x86_64/Package${index % 800}/libSample-${index}.so`,
		),
	);
	const evidence = strings.add('What a test made up.');

	const blocks = {
		start: new Float64Array(blockCount),
		region: new Uint32Array(blockCount),
		protection: new Uint32Array(blockCount),
		details: new Uint32Array(blockCount),
	};
	const measures = Object.fromEntries(storedMeasures.map(measure => [measure, new Float64Array(blockCount)])) as Record<
		StoredMeasure,
		NumberColumn
	>;
	const regions = {
		firstBlock: [] as number[],
		type: [] as number[],
		kind: [] as number[],
		details: [] as number[],
		isInferred: [] as number[],
		protection: [] as number[],
	};

	let start = 0x5555_5555_0000;
	let block = 0;
	while (block < blockCount) {
		const typeRow = regions.type.length === 0 ? 6 : random(largeTypes.length);
		const isFree = largeTypes[typeRow] === 'Free';
		const end = Math.min(blockCount, block + (isFree ? 1 : blocksPerRegion));
		regions.firstBlock.push(block);
		regions.type.push(typeCode(largeTypes[typeRow] ?? 'Free'));
		regions.kind.push(kinds[typeRow] ?? 0);
		regions.details.push(isFree ? 0 : (names[random(names.length)] ?? 0));
		regions.isInferred.push(random(2));
		const regionRow = regions.type.length - 1;
		for (; block < end; block++) {
			const pages = 1 + random(isFree ? 1000 : 1 << random(16));
			const size = pages * 4096;
			blocks.start[block] = start;
			blocks.region[block] = regionRow;
			start += size;
			measures.size[block] = size;
			if (isFree) {
				continue;
			}

			blocks.protection[block] = protections[random(protections.length)] ?? 0;
			const committed = random(8) === 0 ? 0 : size;
			const total = random(committed / 4096 + 1) * 4096;
			const own = random(total / 4096 + 1) * 4096;
			measures.committed[block] = committed;
			measures.private[block] = own;
			measures.totalWs[block] = total;
			measures.privateWs[block] = own;
			measures.sharedWs[block] = random((total - own) / 4096 + 1) * 4096;
			measures.lockedWs[block] = random(50) === 0 ? total : 0;
			measures.pss[block] = own + Math.floor((total - own) / 3 / 1024) * 1024;
			measures.uss[block] = own;
			measures.swap[block] = random(10) === 0 ? 4096 * random(100) : 0;
			measures.swapPss[block] = measures.swap[block] ?? 0;
			measures.dirty[block] = own;
			measures.referenced[block] = total;
			measures.huge[block] = 0;
		}

		regions.protection.push(blocks.protection[regions.firstBlock[regionRow] ?? 0] ?? 0);
	}

	regions.firstBlock.push(blockCount);
	return {
		...commonFacts,
		strings: strings.texts,
		blocks: {count: blockCount, ...blocks, measures},
		regions: {
			count: regions.type.length,
			firstBlock: Uint32Array.from(regions.firstBlock),
			type: Uint8Array.from(regions.type),
			kind: Uint32Array.from(regions.kind),
			details: Uint32Array.from(regions.details),
			evidence: new Uint32Array(regions.type.length).fill(evidence),
			isInferred: Uint8Array.from(regions.isInferred),
			protection: Uint32Array.from(regions.protection),
		},
	};
}

/** A table of texts that gives each text one row; row 0 is the empty text. */
function makeStringTable(): {readonly texts: readonly string[]; readonly add: (text: string) => number} {
	const texts = [''];
	const rows = new Map([['', 0]]);
	return {
		texts,
		add(text) {
			const known = rows.get(text);
			if (known !== undefined) {
				return known;
			}

			rows.set(text, texts.length);
			return texts.push(text) - 1;
		},
	};
}

/** Whole numbers from 0 up to but not including a limit, the same series at every run: xorshift32. */
function randomNumbers(seed: number): (limit: number) => number {
	let state = seed;
	return limit => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return (state >>> 0) % limit;
	};
}
