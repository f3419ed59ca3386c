import fc from 'fast-check';
import {type StoredMeasure, storedMeasures} from '../../source/model/measure.ts';
import type {MemoryType} from '../../source/model/memory-type.ts';
import {type NumberColumn, type Snapshot, textAt} from '../../source/model/snapshot.ts';
import {type DescribedBlock, type DescribedRegion, makeSnapshot} from './snapshots.ts';

/** A map of memory as plain values, which changes are made to before it becomes a snapshot. */
export type RandomMap = readonly RandomRegion[];

/** Regions follow one another: where each begins follows from the gaps. */
export type RandomRegion = Omit<DescribedRegion, 'start' | 'blocks'> & {
	/** Bytes between the end of the region before and its first block. */
	readonly gap: number;
	readonly blocks: readonly RandomBlock[];
};

export type RandomBlock = DescribedBlock & {
	readonly path: string;
	readonly inode: number;
	readonly offset: number;
	readonly vmFlags: string;
};

const page = 4096;
const bytes = fc.nat({max: 12}).map(pages => pages * page);
/** Few names, sizes and inodes, so that many are alike. */
const someTypes: readonly MemoryType[] = ['Image', 'Mapped File', 'Heap', 'Stack', 'Private Data', 'Free'];
const typeArbitrary = fc.constantFrom(...someTypes);
const names = fc.constantFrom(
	'',
	'/lib/libc.so',
	'/lib/libm.so',
	'Thread ID: 7',
	'Thread ID: 8',
	'[heap]',
	'[anon:v8]',
);
const protections = fc.constantFrom('r--p', 'rw-p', 'r-xp', '---p');

const measures: fc.Arbitrary<Partial<Record<StoredMeasure, number>>> = fc.record(
	Object.fromEntries(
		storedMeasures
			.filter(measure => measure !== 'size')
			.map(measure => [
				measure,
				fc.oneof({weight: 8, arbitrary: bytes}, {weight: 1, arbitrary: fc.constant(Number.NaN)}),
			]),
	),
);

const block: fc.Arbitrary<RandomBlock> = fc.record({
	size: fc.integer({min: 1, max: 8}).map(pages => pages * page),
	protection: protections,
	details: fc.constantFrom('', 'guard', '.bss'),
	path: names,
	inode: fc.constantFrom(0, 0, 17, 18),
	offset: bytes,
	vmFlags: fc.constantFrom('', 'rd mr', 'rd wr mr mw me ac'),
	measures,
});

const region: fc.Arbitrary<RandomRegion> = fc.record({
	type: typeArbitrary,
	kind: fc.constantFrom('', 'anonymous', 'thread stack'),
	details: names,
	evidence: fc.constantFrom('It is so.', 'It looks so.'),
	isInferred: fc.boolean(),
	protection: protections,
	gap: fc.nat({max: 3}).map(pages => pages * page),
	blocks: fc.array(block, {minLength: 1, maxLength: 4}),
});

/** Maps of a few regions. */
export const randomMap: fc.Arbitrary<RandomMap> = fc.array(region, {maxLength: 12});

/** A change that a process, or the next sample of it, can make to a map. */
export type MapChange = (map: RandomMap) => RandomMap;

const at = fc.nat({max: 200});

/** Changes one region, if the map has any. */
function changeRegion(index: number, change: (region: RandomRegion) => readonly RandomRegion[]): MapChange {
	return map => {
		const chosen = index % Math.max(1, map.length);
		return map.flatMap((entry, row) => (row === chosen ? change(entry) : [entry]));
	};
}

function changeBlock(index: number, change: (block: RandomBlock) => RandomBlock): MapChange {
	return changeRegion(index, entry => [
		{...entry, blocks: entry.blocks.map((part, row) => (row === index % entry.blocks.length ? change(part) : part))},
	]);
}

function growIntoGap(index: number, where: 'before' | 'behind'): MapChange {
	return map => {
		const chosen = index % Math.max(1, map.length);
		const shrunk = where === 'before' ? chosen : chosen + 1;
		return (map[shrunk]?.gap ?? 0) < page
			? map
			: map.map((entry, row) => ({
					...entry,
					gap: row === shrunk ? entry.gap - page : entry.gap,
					blocks: row === chosen ? growOne(entry.blocks, where) : entry.blocks,
				}));
	};
}

function growOne(blocks: readonly RandomBlock[], where: 'before' | 'behind'): readonly RandomBlock[] {
	const grown = where === 'before' ? 0 : blocks.length - 1;
	return blocks.map((part, row) => (row === grown ? {...part, size: part.size + page} : part));
}

/** Changes of a map: measures and texts change, regions grow, shrink, move, split, merge, come, go and get another type. */
export const randomChange: fc.Arbitrary<MapChange> = fc.oneof(
	fc.record({at, measures}).map(({at, measures}) => changeBlock(at, part => ({...part, measures}))),
	fc.record({at, bytes}).map(({at, bytes}) => changeBlock(at, part => ({...part, size: part.size + bytes}))),
	fc.record({at, protections}).map(({at, protections: protection}) => changeBlock(at, part => ({...part, protection}))),
	fc.record({at, names}).map(({at, names: details}) => changeRegion(at, entry => [{...entry, details}])),
	fc.record({at, type: typeArbitrary}).map(({at, type}) => changeRegion(at, entry => [{...entry, type}])),
	fc.record({at, bytes}).map(({at, bytes}) => changeRegion(at, entry => [{...entry, gap: entry.gap + bytes}])),
	// The rest stays where it is: a region grows into the gap behind it, or into the one before it.
	at.map(at => growIntoGap(at, 'behind')),
	at.map(at => growIntoGap(at, 'before')),
	at.map(at => changeBlock(at, part => (part.size > page ? {...part, size: part.size - page} : part))),
	at.map(at => changeRegion(at, () => [])),
	fc.record({at, region}).map(({at, region}) => changeRegion(at, entry => [region, entry])),
	at.map(at =>
		changeRegion(at, ({blocks, ...rest}) => {
			const middle = Math.ceil(blocks.length / 2);
			return blocks.length < 2
				? [{...rest, blocks}]
				: [
						{...rest, blocks: blocks.slice(0, middle)},
						{...rest, gap: 0, blocks: blocks.slice(middle)},
					];
		}),
	),
	at.map(
		(at): MapChange =>
			map => {
				const chosen = at % Math.max(1, map.length);
				const next = map[chosen + 1];
				return map
					.filter((_, row) => row !== chosen + 1)
					.map((entry, row) =>
						row === chosen && next ? {...entry, blocks: [...entry.blocks, ...next.blocks]} : entry,
					);
			},
	),
);

function changeAll(map: RandomMap, all: readonly MapChange[]): RandomMap {
	let changed = map;
	for (const change of all) {
		changed = change(changed);
	}

	return changed;
}

/** How a map is written down as a snapshot, which makes no difference to what it says. */
export type Style = {
	/** Texts that nothing points to, in front of the others. */
	readonly unusedTexts: readonly string[];
	/** Whether columns that are equal are one array. */
	readonly isShared: boolean;
	/** Whether it has what only Linux knows. */
	readonly isLinux: boolean;
	/** Whether it has regions with measures of their own and counts of runs, as Windows has. */
	readonly hasOwnMeasures: boolean;
	/** Measures that no block of it knows. */
	readonly unknown: readonly StoredMeasure[];
};

export const randomStyle: fc.Arbitrary<Style> = fc.record({
	unusedTexts: fc.array(fc.constantFrom('one', 'two', '/lib/libm.so', '[heap]'), {maxLength: 3}),
	isShared: fc.boolean(),
	hasOwnMeasures: fc.boolean(),
	isLinux: fc.oneof({weight: 6, arbitrary: fc.constant(true)}, {weight: 1, arbitrary: fc.constant(false)}),
	unknown: fc.oneof(
		{weight: 4, arbitrary: fc.constant([])},
		{weight: 1, arbitrary: fc.subarray<StoredMeasure>(['committed', 'private', 'totalWs', 'pss', 'swap'])},
	),
});

/** Facts that differ from sample to sample. */
export const randomFacts = fc.record(
	{
		time: fc.integer({min: 1_700_000_000_000, max: 1_800_000_000_000}),
		pageTable: bytes,
		counters: fc.record({VmSize: bytes, VmRSS: bytes}, {requiredKeys: []}),
		notices: fc.array(fc.constantFrom('Not permitted.', 'Read again.'), {maxLength: 2}),
	},
	{requiredKeys: ['time', 'counters', 'notices']},
);

/** Makes a snapshot of a map. */
export function buildRandomSnapshot(
	map: RandomMap,
	{unusedTexts, isShared, isLinux, hasOwnMeasures, unknown}: Style,
	facts: Parameters<typeof makeSnapshot>[1] = {},
): Snapshot {
	let next = 0x1_0000;
	const described = map.map(({gap, blocks, ...rest}): DescribedRegion => {
		const start = next + gap;
		next = start + blocks.reduce((sum, {size}) => sum + size, 0);
		return {...rest, start, blocks: blocks.map(part => withoutMeasures(part, unknown))};
	});
	const snapshot = makeSnapshot(described, facts);
	const strings = [...snapshot.strings];
	const intern = (text: string): number => {
		const known = strings.indexOf(text);
		return known < 0 ? strings.push(text) - 1 : known;
	};

	const blocks = map.flatMap(entry => entry.blocks);
	const linux = {
		path: Uint32Array.from(blocks, ({path}) => intern(path)),
		offset: Float64Array.from(blocks, ({offset}) => offset),
		device: Uint32Array.from(blocks, ({inode}) => intern(inode === 0 ? '00:00' : 'fd:01')),
		inode: Float64Array.from(blocks, ({inode}) => inode),
		vmFlags: Uint32Array.from(blocks, ({vmFlags}) => intern(vmFlags)),
		fields: {
			Rss: Float64Array.from(blocks, part => part.measures?.totalWs ?? Number.NaN),
			KSM: new Float64Array(blocks.length),
			...(unknown.length === 0 && {THPeligible: Float64Array.from(blocks, ({offset}) => offset % 3)}),
		},
	};
	const own = {
		measures: {private: Float64Array.from(map, ({blocks: [first]}) => first?.measures?.private ?? Number.NaN)},
		runCount: Uint32Array.from(map, ({blocks: parts}) => Math.max(1, parts.length - 1)),
	};
	const built = {
		...snapshot,
		strings,
		blocks: isLinux ? {...snapshot.blocks, linux} : snapshot.blocks,
		regions: hasOwnMeasures ? {...snapshot.regions, ...own} : snapshot.regions,
	};
	return shiftTexts(isShared ? shareColumns(built) : built, unusedTexts);
}

function withoutMeasures(part: RandomBlock, unknown: readonly StoredMeasure[]): DescribedBlock {
	const known = Object.entries(part.measures ?? {}).filter(([name]) => !unknown.some(measure => measure === name));
	return {...part, measures: Object.fromEntries(known)};
}

/** Puts texts in front of the table, behind the empty one, so that the same text has another row. */
function shiftTexts(snapshot: Snapshot, unusedTexts: readonly string[]): Snapshot {
	const shift = (column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> =>
		column.map(row => (row === 0 ? 0 : row + unusedTexts.length));
	const {blocks, regions, strings} = snapshot;
	const {linux} = blocks;
	return {
		...snapshot,
		strings: ['', ...unusedTexts, ...strings.slice(1)],
		blocks: {
			...blocks,
			protection: shift(blocks.protection),
			details: shift(blocks.details),
			...(linux && {
				linux: {...linux, path: shift(linux.path), device: shift(linux.device), vmFlags: shift(linux.vmFlags)},
			}),
		},
		regions: {
			...regions,
			kind: shift(regions.kind),
			details: shift(regions.details),
			evidence: shift(regions.evidence),
			protection: shift(regions.protection),
		},
	};
}

function shareColumns(snapshot: Snapshot): Snapshot {
	const known = new Map<string, NumberColumn>();
	const share = (column: NumberColumn): NumberColumn => {
		const key = [...column].join(' ');
		const shared = known.get(key) ?? column;
		known.set(key, shared);
		return shared;
	};

	const shareAll = <Columns extends Readonly<Record<string, NumberColumn>>>(columns: Columns): Columns => ({
		...columns,
		...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, share(column)])),
	});
	const {blocks} = snapshot;
	const {linux} = blocks;
	return {
		...snapshot,
		blocks: {
			...blocks,
			measures: shareAll(blocks.measures),
			...(linux && {linux: {...linux, fields: shareAll(linux.fields)}}),
		},
	};
}

/** Regions that no change meets mostly, as in a real process. */
const quietMap: RandomMap = Array.from({length: 80}, (_, index) => ({
	type: 'Private Data',
	kind: 'anonymous',
	details: '',
	evidence: 'It is so.',
	gap: page,
	blocks: [
		{
			size: (1 + (index % 7)) * page,
			protection: 'rw-p',
			path: '',
			inode: 0,
			offset: 0,
			vmFlags: 'rd wr',
			measures: {committed: page, private: page, totalWs: index * page, privateWs: index * page, pss: 1024},
		},
	],
}));

/** A value in one of so many cases, else undefined. */
function rarely<Value>(arbitrary: fc.Arbitrary<Value>, cases: number): fc.Arbitrary<Value | undefined> {
	return fc.oneof({weight: cases - 1, arbitrary: fc.constant(undefined)}, {weight: 1, arbitrary});
}

/** A series of snapshots of one process, each made from the one before by a few changes. */
export const randomSeries: fc.Arbitrary<readonly Snapshot[]> = fc
	.record({
		map: fc.tuple(fc.constantFrom([], quietMap, quietMap), randomMap).map(maps => maps.flat()),
		style: randomStyle,
		steps: fc.array(
			fc.record({
				changes: fc.array(randomChange, {maxLength: 4}),
				style: rarely(randomStyle, 12),
				facts: randomFacts,
			}),
			{minLength: 1, maxLength: 20},
		),
	})
	.map(({map, style, steps}) => {
		const snapshots: Snapshot[] = [];
		let present: RandomMap = map;
		let presentStyle = style;
		for (const step of steps) {
			present = changeAll(present, step.changes);
			presentStyle = step.style ?? presentStyle;
			snapshots.push(buildRandomSnapshot(present, presentStyle, step.facts));
		}

		return snapshots;
	});

/** Two snapshots of one process, or of two that have little in common. */
export const randomPair: fc.Arbitrary<readonly [Snapshot, Snapshot]> = fc
	.record({
		map: randomMap,
		other: rarely(randomMap, 4),
		changes: fc.array(randomChange, {maxLength: 6}),
		styles: fc.tuple(randomStyle, randomStyle),
		facts: fc.tuple(randomFacts, randomFacts),
	})
	.map(({map, other, changes, styles, facts}) => [
		buildRandomSnapshot(map, styles[0], facts[0]),
		buildRandomSnapshot(changeAll(other ?? map, changes), styles[1], facts[1]),
	]);

/** All that a snapshot says, with its texts written out: what two equal snapshots agree in. */
export function readAll(snapshot: Snapshot) {
	const {strings: _strings, blocks, regions, ...facts} = snapshot;
	const {linux} = blocks;
	const texts = (column: Uint32Array<ArrayBuffer>): readonly string[] =>
		Array.from(column, (_, row) => textAt(snapshot, column, row));
	const all = (columns: Readonly<Record<string, NumberColumn | undefined>>) =>
		Object.fromEntries(
			Object.entries(columns)
				.filter(([, column]) => column !== undefined)
				.map(([name, column]) => [name, [...(column ?? [])]]),
		);
	return {
		facts,
		blocks: {
			count: blocks.count,
			start: [...blocks.start],
			region: [...blocks.region],
			protection: texts(blocks.protection),
			details: texts(blocks.details),
			measures: all(blocks.measures),
			linux: linux && {
				path: texts(linux.path),
				offset: [...linux.offset],
				device: texts(linux.device),
				inode: [...linux.inode],
				vmFlags: texts(linux.vmFlags),
				fields: all(linux.fields),
			},
		},
		regions: {
			count: regions.count,
			firstBlock: [...regions.firstBlock],
			type: [...regions.type],
			kind: texts(regions.kind),
			details: texts(regions.details),
			evidence: texts(regions.evidence),
			isInferred: [...regions.isInferred],
			protection: texts(regions.protection),
			measures: regions.measures && all(regions.measures),
			runCount: regions.runCount && [...regions.runCount],
		},
	};
}
